import type { Quantity, Schemas } from "../lib/api.ts";
import { approximateForPixels } from "../lib/format-decimal.ts";
import { formatBps, words } from "../lib/format-units.ts";
import { Figure } from "./figure.tsx";

/** Where a value lies between its bounds, and what makes them as wide as they are. */
export function RangeBar(parameters: {
  title: string;
  value: Quantity | null;
  bounds: Schemas["ValueBounds"] | null;
  /** JSON pointer to the bounds. */
  pointer: string;
}) {
  const { title, value, bounds, pointer } = parameters;
  if (bounds === null) {
    return <p className="muted">Bounds of {title.toLowerCase()} are unknown.</p>;
  }
  const { lower, upper, widthBps, shares } = bounds;
  const known = shares.filter(({ width }) => width !== null);
  return (
    <div className="range">
      <div className="range-ends">
        <Figure
          value={lower}
          title={`${title}, lower bound`}
          {...{ unit: "USD", digits: 2, rounding: "down", showUnit: true }}
          pointer={`${pointer}/lower`}
          meaning="The least that it may be worth: every doubt that is known taken against the account."
        />
        <span className="range-width">{formatBps(widthBps)} wide</span>
        <Figure
          value={upper}
          title={`${title}, upper bound`}
          {...{ unit: "USD", digits: 2, rounding: "up", showUnit: true }}
          pointer={`${pointer}/upper`}
          meaning="The most that it may be worth: every doubt that is known taken for the account."
        />
      </div>
      <div className="range-track" aria-hidden="true">
        {value !== null && (
          <span className="range-value" style={{ left: `${place(lower, value, upper)}%` }} />
        )}
      </div>
      <p className="range-shares">
        {known.length === 0
          ? "No source of doubt has a known width."
          : shares.map(({ source, width }) => (
              <span key={source}>
                {words(source)}{" "}
                {width === null ? (
                  "unknown"
                ) : (
                  <Figure
                    value={width}
                    title={`${title}: width by ${words(source)}`}
                    {...{ unit: "USD", digits: 2, rounding: "up", compact: true }}
                    pointer={`${pointer}/shares`}
                    meaning="The part of the distance between the bounds that comes of this source."
                  />
                )}
              </span>
            ))}
      </p>
    </div>
  );
}

function place(lower: Quantity, value: Quantity, upper: Quantity): number {
  const [from, at, to] = [lower, value, upper].map(({ decimal }) => approximateForPixels(decimal));
  if (from === undefined || at === undefined || to === undefined || to <= from) return 50;
  return Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100));
}
