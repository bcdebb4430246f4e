import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";

/** A screen reader is told of changes no more often than this; the newest text wins. */
const QUIET_MILLISECONDS = 15_000;

const Context = createContext<(text: string) => void>(() => undefined);

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [text, setText] = useState("");
  const waiting = useRef<{ timer: number | undefined; text: string; last: number }>({
    timer: undefined,
    text: "",
    last: 0,
  });
  const announce = useCallback((next: string) => {
    const state = waiting.current;
    state.text = next;
    if (state.timer !== undefined) return;
    const pause = Math.max(0, state.last + QUIET_MILLISECONDS - performance.now());
    state.timer = window.setTimeout(() => {
      state.timer = undefined;
      state.last = performance.now();
      setText(state.text);
    }, pause);
  }, []);
  return (
    <Context value={announce}>
      {children}
      <output className="visually-hidden" aria-live="polite">
        {text}
      </output>
    </Context>
  );
}

/** Tells a screen reader, politely and not too often, that something has changed. */
export function useAnnounce(): (text: string) => void {
  return useContext(Context);
}
