import { useMemo, useState } from "react";
import { SeriesChart } from "../../components/chart/series-chart.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { Panel } from "../../components/panel.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatFixed, type Rounding, usefulDigits } from "../../lib/format-decimal.ts";
import { formatDuration, formatTime, words } from "../../lib/format-units.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useViewAnswer } from "../../shell/view-answer.tsx";

const SPANS = [
  { label: "15 min", seconds: 900 },
  { label: "1 h", seconds: 3_600 },
  { label: "6 h", seconds: 21_600 },
  { label: "1 d", seconds: 86_400 },
  { label: "30 d", seconds: 2_592_000 },
] as const;

/** Low, middle and high over time, with the status; each point as it would have been answered then. */
export function PriceHistoryPanel({ asset, symbol }: { asset: string; symbol: string }) {
  const { isLive, goTo } = useAsOf();
  const evaluatedAt = useViewAnswer()?.evaluatedAt;
  const [span, setSpan] = useState<number>(3_600);
  // Live, the server takes the newest time that is settled on every chain.
  const to = isLive ? undefined : evaluatedAt;
  const from = to === undefined ? roughNow(evaluatedAt, span) : to - span;
  const query = useAnswer(
    "/v1/prices/{asset}/history",
    { path: { asset }, query: { from, to } },
    {
      enabled: evaluatedAt !== undefined,
      refetchSeconds: isLive ? 30 : undefined,
      keepPrevious: true,
      staleSeconds: isLive ? 20 : 600,
    },
  );
  const history = query.data?.body;
  const points = useMemo(
    () =>
      (history?.points ?? []).map(({ time, status, low, mid, high }) => ({
        ...{ time, status },
        low: low?.decimal ?? null,
        mid: mid?.decimal ?? null,
        high: high?.decimal ?? null,
      })),
    [history],
  );
  return (
    <Panel
      title="History"
      note={
        history !== undefined &&
        `a point every ${formatDuration(history.interval)}, ${formatTime(history.from)} to ${formatTime(history.to)} UTC`
      }
      actions={
        <>
          <fieldset className="spans">
            <legend className="visually-hidden">How far back</legend>
            {SPANS.map(({ label, seconds }) => (
              <button
                key={label}
                type="button"
                className="quiet-button"
                aria-pressed={span === seconds}
                onClick={() => setSpan(seconds)}
              >
                {label}
              </button>
            ))}
          </fieldset>
          <CsvLink path={`/v1/prices/${encodeURIComponent(asset)}/history`} query={{ from, to }} />
        </>
      }
    >
      {query.error !== null && (
        <div className="panel-body">
          <ProblemNotice failure={query.error} onRetry={() => void query.refetch()} />
        </div>
      )}
      {query.isPending && <p className="waiting">Waiting for the history…</p>}
      {history !== undefined && (
        <SeriesChart
          label={`Price of ${symbol} in USD over time, between its low and high`}
          unit="USD"
          points={points}
          intervalSeconds={history.interval}
          table={
            <TableRegion label="History of the price">
              <table>
                <caption className="visually-hidden">History of the price in USD</caption>
                <thead>
                  <tr>
                    <th scope="col">Time (UTC)</th>
                    <th scope="col">Status</th>
                    <th scope="col" className="right">
                      Low
                    </th>
                    <th scope="col" className="right">
                      Mid
                    </th>
                    <th scope="col" className="right">
                      High
                    </th>
                    <th scope="col">Flags</th>
                  </tr>
                </thead>
                <tbody>
                  {[...history.points].reverse().map((point) => (
                    <tr key={point.time}>
                      <th scope="row" className="number">
                        <button type="button" className="link" onClick={() => goTo(point.at)}>
                          {formatTime(point.time)}
                        </button>
                      </th>
                      <td>
                        <StatusTag status={point.status} />
                      </td>
                      <PointCell value={point.low} rounding="down" />
                      <PointCell value={point.mid} rounding="nearest" />
                      <PointCell value={point.high} rounding="up" />
                      <td className="muted">{point.flags.map(words).join(", ")}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </TableRegion>
          }
        />
      )}
    </Panel>
  );
}

function PointCell(parameters: { value: { decimal: string } | null; rounding: Rounding }) {
  const { value, rounding } = parameters;
  return (
    <td className="right number" title={value?.decimal}>
      {value === null
        ? "unknown"
        : formatFixed(value.decimal, usefulDigits(value.decimal), rounding)}
    </td>
  );
}

/** The begin of a live span: steady for a minute, so that the address asked for is too. */
function roughNow(evaluatedAt: number | undefined, span: number): number | undefined {
  return evaluatedAt === undefined ? undefined : Math.floor((evaluatedAt - span) / 60) * 60;
}
