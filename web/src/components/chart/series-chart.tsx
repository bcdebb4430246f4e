import { lazy, type ReactNode, Suspense, useState } from "react";
import { useIsDark } from "../../lib/use-theme.ts";
import type { ChartPoint } from "./series-canvas.tsx";
import "./series-chart.css";

const SeriesCanvas = lazy(() => import("./series-canvas.tsx"));

/**
 * A value over time between its low and high, its ground coloured where the status is not ok; and the
 * same as a table, which is its text alternative. The chart library is loaded with the first chart.
 */
export function SeriesChart(parameters: {
  /** What is drawn, for whoever cannot see it. */
  label: string;
  unit: string;
  points: readonly ChartPoint[];
  /** Seconds between two points: a longer gap is not drawn over. */
  intervalSeconds: number;
  table: ReactNode;
}) {
  const { label, unit, points, intervalSeconds, table } = parameters;
  const [asTable, setAsTable] = useState(false);
  const dark = useIsDark();
  const hasBand = points.some(({ low, high }) => low !== high);
  return (
    <div className="chart">
      <div className="chart-switch">
        <span className="chart-legend">
          <span className="chart-key chart-key-line" /> value
          {hasBand && (
            <>
              <span className="chart-key chart-key-band" /> low to high
            </>
          )}
          <span className="chart-key chart-key-warn" /> status not ok
        </span>
        <button
          type="button"
          className="quiet-button"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          Table
        </button>
      </div>
      {asTable ? (
        table
      ) : (
        <div role="img" aria-label={`${label}. The button “Table” shows the same as text.`}>
          <Suspense fallback={<div className="chart-space" />}>
            <SeriesCanvas key={String(dark)} {...{ unit, points, intervalSeconds }} />
          </Suspense>
        </div>
      )}
    </div>
  );
}
