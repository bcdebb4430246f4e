import { useTheme } from "../lib/use-theme.ts";

const LABELS = {
  system: { text: "Auto", next: "light" },
  light: { text: "Light", next: "dark" },
  dark: { text: "Dark", next: "the system's" },
} as const;

export function ThemeSwitch() {
  const { theme, next } = useTheme();
  const { text, next: following } = LABELS[theme];
  return (
    <button
      type="button"
      className="quiet-button"
      onClick={next}
      aria-label={`Colours: ${text}. Change to ${following}.`}
      title={`Colours: ${text}`}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
      </svg>
      <span className="theme-text">{text}</span>
    </button>
  );
}
