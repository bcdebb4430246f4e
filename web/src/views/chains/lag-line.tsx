import type { LagHistory } from "./use-lag-history.ts";

const WIDTH = 120;
const HEIGHT = 24;
/** A lag of a few seconds is drawn low, not blown up to the whole height. */
const LEAST_SCALE_SECONDS = 10;

/** A chain's lag since the view was opened, as a line; what it says is its name too. */
export function LagLine({ name, history }: { name: string; history: LagHistory | undefined }) {
  const lags = history?.lags ?? [];
  const known = lags.filter((lag) => lag !== null);
  if (known.length < 2) return <span className="muted">–</span>;
  const most = Math.max(...known);
  const scale = Math.max(most, LEAST_SCALE_SECONDS);
  const points = lags
    .map((lag, index) =>
      lag === null
        ? null
        : `${((index / (lags.length - 1)) * WIDTH).toFixed(1)},${(HEIGHT - 1 - (lag / scale) * (HEIGHT - 2)).toFixed(1)}`,
    )
    .filter((point) => point !== null)
    .join(" ");
  return (
    <svg
      className="lag-line"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Lag of ${name} since this view was opened: at most ${most} s, now ${known.at(-1)} s`}
    >
      <title>{`at most ${most} s since this view was opened`}</title>
      <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      <polyline points={points} />
    </svg>
  );
}
