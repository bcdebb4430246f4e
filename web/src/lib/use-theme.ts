import { useCallback, useSyncExternalStore } from "react";

const KEY = "ballast-theme";
const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const listeners = new Set<() => void>();

function readTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === "light" || theme === "dark" ? theme : "system";
}

function subscribe(listener: () => void): () => void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  listeners.add(listener);
  dark.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    dark.removeEventListener("change", listener);
  };
}

/** The chosen theme, kept in the browser; `next` turns to the next one. */
export function useTheme(): { theme: Theme; next(): void } {
  const theme = useSyncExternalStore(subscribe, readTheme);
  const next = useCallback(() => {
    const chosen = THEMES[(THEMES.indexOf(readTheme()) + 1) % THEMES.length]!;
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    try {
      if (chosen === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, chosen);
    } catch {
      // Where storage is forbidden the choice holds for this page.
    }
    for (const listener of listeners) listener();
  }, []);
  return { theme, next };
}

/** Whether colours are the dark ones now, whoever chose them. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, () => {
    const theme = readTheme();
    if (theme !== "system") return theme === "dark";
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  });
}
