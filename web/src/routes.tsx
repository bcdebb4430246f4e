import { createBrowserRouter } from "react-router";
import { NotFound } from "./shell/not-found.tsx";
import { Shell } from "./shell/shell.tsx";
import { ViewFailed } from "./shell/view-failed.tsx";

/** Every view is a chunk of its own, and fails for itself: the shell around it stays. */
export function createRouter() {
  return createBrowserRouter([
    {
      Component: Shell,
      ErrorBoundary: ViewFailed,
      HydrateFallback: () => <p className="waiting">Loading the page…</p>,
      children: [
        { index: true, lazy: () => import("./views/home/home-view.tsx") },
        { path: "accounts/:account", lazy: () => import("./views/account/account-view.tsx") },
        { path: "assets", lazy: () => import("./views/assets/assets-view.tsx") },
        // A CAIP-19 id has a slash in it.
        { path: "assets/*", lazy: () => import("./views/asset/asset-view.tsx") },
        { path: "risk", lazy: () => import("./views/risk/risk-view.tsx") },
        { path: "attestations", lazy: () => import("./views/attestations/attestations-view.tsx") },
        { path: "attestations/:epoch", lazy: () => import("./views/attestations/epoch-view.tsx") },
        { path: "chains", lazy: () => import("./views/chains/chains-view.tsx") },
        { path: "*", Component: NotFound },
      ].map((route) => ({ ...route, ErrorBoundary: ViewFailed })),
    },
  ]);
}
