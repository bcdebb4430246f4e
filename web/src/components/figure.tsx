import { useContext, useEffect, useRef, useState } from "react";
import type { Cause, Price, Quantity } from "../lib/api.ts";
import {
  exactDecimal,
  formatCompact,
  formatFixed,
  type Rounding,
  usefulDigits,
} from "../lib/format-decimal.ts";
import { withUnit } from "../lib/format-units.ts";
import { AnswerSourceContext, useEvidence } from "./evidence.tsx";

export type FigureProps = {
  /** Null is unknown, and is shown as that. */
  value: Pick<Quantity, "decimal" | "raw" | "decimals"> | null;
  /** What the number is: the title of its evidence, and its name for a screen reader. */
  title: string;
  /** `USD`, a token's symbol; omitted for a bare ratio. */
  unit?: string;
  /** Shown behind the number; `$` before it where the unit is USD. */
  showUnit?: boolean;
  /** Digits after the point; default: as many as a number of its size needs. */
  digits?: number;
  /** Of the shown text only. Collateral down, debt up, as the numbers themselves are. */
  rounding?: Rounding;
  /** `1.23M` from a million on. */
  compact?: boolean;
  /** JSON pointer to the number in the answer of the nearest AnswerSource. */
  pointer?: string;
  /** How it is computed, and how rounded. */
  meaning?: string;
  /** Prices that it rests on, with their feeds. */
  prices?: readonly Price[];
  causes?: readonly Cause[];
  className?: string;
};

/**
 * A number: rounded for the eye, exact on hover and focus, opening its evidence when pressed. Its
 * ground lights up quietly when what is shown of it changes.
 */
export function Figure(props: FigureProps) {
  const { value, title, unit, showUnit = false, rounding = "nearest", compact = false } = props;
  const openEvidence = useEvidence();
  const source = useContext(AnswerSourceContext);
  const digits = props.digits ?? (value === null ? 0 : usefulDigits(value.decimal));
  const text =
    value === null
      ? "unknown"
      : compact
        ? formatCompact(value.decimal, digits, rounding)
        : formatFixed(value.decimal, digits, rounding);
  const shown = showUnit && value !== null ? withUnit(text, unit) : text;
  const exact =
    value === null ? null : `${exactDecimal(value.decimal)}${unit === undefined ? "" : ` ${unit}`}`;
  const flashes = useChanges(shown);
  return (
    <button
      type="button"
      className={`figure ${props.className ?? ""}`}
      data-unknown={value === null || undefined}
      data-exact={
        value === null
          ? `${title}\nunknown${causeText(props.causes)}`
          : `${title}\n${exact}\nraw ${value.raw} · ${value.decimals} decimals`
      }
      onClick={() =>
        openEvidence({
          title,
          value,
          unit,
          meaning: props.meaning,
          pointer: props.pointer,
          prices: props.prices,
          causes: props.causes,
          source,
        })
      }
    >
      <span className="visually-hidden">{title}: </span>
      {/* Made anew to light up again; the button itself keeps the focus. */}
      <span key={flashes} className={flashes > 0 ? "figure-changed" : undefined}>
        {shown}
      </span>
      {exact !== null && <span className="visually-hidden">, exactly {exact}</span>}
    </button>
  );
}

function causeText(causes: readonly Cause[] | undefined): string {
  return causes === undefined || causes.length === 0
    ? ""
    : `: ${causes.map(({ code }) => code).join(", ")}`;
}

/** How often a text has changed since it was first shown. */
function useChanges(text: string): number {
  const before = useRef(text);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    if (before.current === text) return;
    before.current = text;
    setChanges((count) => count + 1);
  }, [text]);
  return changes;
}
