import { useState } from "react";
import { useAnnounce } from "../shell/announcer.tsx";

const SHOWN_MILLISECONDS = 2_000;

/** Copies a text; where the browser forbids it, shows it to be copied by hand. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const announce = useAnnounce();
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
      announce("Copied.");
      window.setTimeout(() => setState("idle"), SHOWN_MILLISECONDS);
    } catch {
      setState("refused");
    }
  };
  if (state === "refused") {
    return (
      <input
        className="copy-text"
        readOnly
        value={text}
        aria-label={label}
        onFocus={(event) => event.currentTarget.select()}
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed.
        autoFocus
      />
    );
  }
  return (
    <button type="button" className="quiet-button" onClick={copy} data-copy={text}>
      {state === "copied" ? "Copied" : label}
    </button>
  );
}
