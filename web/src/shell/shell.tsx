import { Suspense, useEffect, useRef } from "react";
import { Outlet, ScrollRestoration, useLocation, useNavigation } from "react-router";
import { EvidenceProvider } from "../components/evidence.tsx";
import { ExactTip } from "../components/exact-tip.tsx";
import { AnnouncerProvider } from "./announcer.tsx";
import { AsOfBar } from "./as-of-bar.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { StreamStatesProvider } from "./stream-states.tsx";
import { ViewAnswerProvider } from "./view-answer.tsx";

/** What stays on screen around every view. */
export function Shell() {
  return (
    <AnnouncerProvider>
      <StreamStatesProvider>
        <ViewAnswerProvider>
          <EvidenceProvider>
            <a className="skip-link" href="#view">
              Skip to the content
            </a>
            <Header />
            <AsOfBar />
            <View />
            <Footer />
            <ExactTip />
            <ScrollRestoration />
          </EvidenceProvider>
        </ViewAnswerProvider>
      </StreamStatesProvider>
    </AnnouncerProvider>
  );
}

function View() {
  const { pathname } = useLocation();
  const isLoading = useNavigation().state === "loading";
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    // A new view is a new page for the keyboard and for a screen reader.
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    // biome-ignore lint/correctness/useUniqueElementIds: the one target of the skip link.
    <main id="view" ref={main} tabIndex={-1} className="view" aria-busy={isLoading}>
      <Suspense>
        <Outlet />
      </Suspense>
    </main>
  );
}
