import { useState } from "react";
import { SeriesChart } from "../../components/chart/series-chart.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { Panel } from "../../components/panel.tsx";
import { ProblemNotice } from "../../components/problem-notice.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatFixed } from "../../lib/format-decimal.ts";
import { formatDuration, formatTime, words } from "../../lib/format-units.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useViewAnswer } from "../../shell/view-answer.tsx";

const SHOWN = [
  { name: "net", label: "Net" },
  { name: "gross", label: "Collateral" },
  { name: "debt", label: "Debt" },
  { name: "adjusted", label: "Adjusted" },
  { name: "unified", label: "Unified" },
] as const;

/** What the account was worth over time, each point as it would have been answered then. */
export function HistoryPanel({ account }: { account: string }) {
  const { isLive, goTo } = useAsOf();
  const evaluatedAt = useViewAnswer()?.evaluatedAt;
  const [shown, setShown] = useState<(typeof SHOWN)[number]["name"]>("net");
  // Live, the server takes the newest time that is settled on every chain.
  const to = isLive ? undefined : evaluatedAt;
  const query = useAnswer(
    "/v1/accounts/{account}/history",
    { path: { account }, query: { to } },
    {
      enabled: isLive || to !== undefined,
      refetchSeconds: isLive ? 60 : undefined,
      staleSeconds: isLive ? 30 : 600,
    },
  );
  const history = query.data?.body;
  const points = history?.points ?? [];
  return (
    <Panel
      title="History"
      note={
        history !== undefined &&
        `a point every ${formatDuration(history.interval)}, ${formatTime(history.from)} to ${formatTime(history.to)} UTC`
      }
      actions={
        <>
          <label>
            <span className="visually-hidden">Total to show</span>
            <select
              value={shown}
              onChange={(event) => setShown(event.target.value as typeof shown)}
              className="select"
            >
              {SHOWN.map(({ name, label }) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <CsvLink path={`/v1/accounts/${encodeURIComponent(account)}/history`} query={{ to }} />
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
          label={`${shown} value of the account over time in USD`}
          unit="USD"
          intervalSeconds={history.interval}
          points={points.map(({ time, status, totals }) => {
            const value = totals[shown]?.decimal ?? null;
            return { time, status, low: value, mid: value, high: value };
          })}
          table={
            <TableRegion label="History">
              <table>
                <caption className="visually-hidden">History of the account's totals, USD</caption>
                <thead>
                  <tr>
                    <th scope="col">Time (UTC)</th>
                    <th scope="col">Status</th>
                    {SHOWN.map(({ name, label }) => (
                      <th key={name} scope="col" className="right">
                        {label}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {[...points].reverse().map((point) => (
                    <tr key={point.time}>
                      <th scope="row" className="number">
                        <button type="button" className="link" onClick={() => goTo(point.at)}>
                          {formatTime(point.time)}
                        </button>
                      </th>
                      <td>{words(point.status)}</td>
                      {SHOWN.map(({ name }) => (
                        <td
                          key={name}
                          className="right number"
                          title={point.totals[name]?.decimal ?? "unknown"}
                        >
                          {point.totals[name] == null
                            ? "unknown"
                            : formatFixed(
                                point.totals[name].decimal,
                                2,
                                name === "debt" ? "up" : "down",
                              )}
                        </td>
                      ))}
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
