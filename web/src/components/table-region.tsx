import type { ReactNode } from "react";

/** A table that may be wider than the screen: it scrolls by itself, by keyboard too. */
export function TableRegion({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs.
    <div className="table-region" role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
