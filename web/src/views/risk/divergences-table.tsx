import { AccountLink, AssetLink } from "../../components/identifier.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { formatBps } from "../../lib/format-units.ts";
import { keyOf } from "./at-risk-list.ts";
import { HEALTH_MEANING } from "./at-risk-table.tsx";
import { HealthFigure } from "./health-figure.tsx";
import { MarketCells } from "./market-cell.tsx";
import { WorthCell } from "./worth-cell.tsx";

type Divergence = Schemas["Divergence"];

const DIFFERS: Record<Divergence["independent"]["differs"], string> = {
  no: "agree",
  "protocol-only": "only the protocol liquidates",
  "independent-only": "only our prices would",
  unknown: "unknown",
};
const INDEPENDENT_MEANING =
  "The market's own rule at Ballast's median prices, in place of its oracle's.";

/** Accounts in markets with both verdicts, and the prices that make the difference. */
export function DivergencesTable(parameters: {
  entries: readonly Divergence[];
  pointer: string;
  label: string;
}) {
  const { entries, pointer, label } = parameters;
  return (
    <TableRegion label={label}>
      <table>
        <caption className="visually-hidden">{label}, by the market's own health factor</caption>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Chain</th>
            <th scope="col">Market</th>
            <th scope="col">Difference</th>
            <th scope="col" className="right">
              Health, protocol
            </th>
            <th scope="col" className="right">
              Health, Ballast
            </th>
            <th scope="col">Prices: oracle against Ballast</th>
            <th scope="col" className="right">
              Debt
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry, index) => {
            const { independent } = entry;
            const at = `${pointer}/${index}`;
            return (
              <tr key={keyOf(entry)}>
                <th scope="row">
                  <AccountLink account={entry.account} />
                </th>
                <MarketCells entry={entry} />
                <td>
                  <StatusTag
                    status={DIFFERS[independent.differs]}
                    tone={independent.differs === "unknown" ? "warn" : "bad"}
                  />
                </td>
                <td className="right">
                  <HealthFigure
                    value={entry.healthFactor}
                    title="Health factor, by the market's own oracle"
                    pointer={`${at}/healthFactor`}
                    meaning={HEALTH_MEANING}
                  />
                </td>
                <td className="right">
                  <HealthFigure
                    value={independent.healthFactor}
                    title="Health factor, at Ballast's medians"
                    pointer={`${at}/independent/healthFactor`}
                    meaning={INDEPENDENT_MEANING}
                  />
                </td>
                <td>
                  <ul className="amounts">
                    {independent.prices.map(({ asset, symbol, differenceBps, ballastPrice }) => (
                      <li key={asset}>
                        {differenceBps === null || ballastPrice === null ? (
                          <span title={asset}>
                            {symbol} <span className="muted">Ballast has no price</span>
                          </span>
                        ) : (
                          <>
                            <AssetLink asset={asset} symbol={symbol} />{" "}
                            <span className="number">
                              {differenceBps > 0 ? "+" : ""}
                              {formatBps(differenceBps)}
                            </span>
                          </>
                        )}
                      </li>
                    ))}
                  </ul>
                </td>
                <WorthCell
                  side="Debt"
                  worth={entry.debt}
                  unit={entry.unit}
                  pointer={`${at}/debt`}
                  causes={entry.causes}
                />
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableRegion>
  );
}
