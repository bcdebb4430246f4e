import { Causes } from "../../components/causes.tsx";
import { AccountLink } from "../../components/identifier.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { keyOf } from "./at-risk-list.ts";
import { HealthFigure } from "./health-figure.tsx";
import { MarketCells } from "./market-cell.tsx";
import { WorthCell } from "./worth-cell.tsx";

export const HEALTH_MEANING =
  "By the market's own rule and oracle, exactly as its contract decides: below 1 it may be liquidated.";

/** Health factors below it are near liquidation: what the list shows without a filter. 10^18. */
const NEAR_WAD = 1_100_000_000_000_000_000n;

function Verdict({ item }: { item: Schemas["AtRisk"] }) {
  if (item.liquidatable) return <StatusTag status="liquidatable" tone="bad" />;
  const isNear = item.healthFactor === null || BigInt(item.healthFactor.raw) < NEAR_WAD;
  return <StatusTag status={isNear ? "near" : "safe"} tone={isNear ? "warn" : "good"} />;
}

/** Accounts in markets by health, the nearest to liquidation first. */
export function AtRiskTable(parameters: {
  items: readonly Schemas["AtRisk"][];
  isFiltered: boolean;
}) {
  const { items, isFiltered } = parameters;
  if (items.length === 0) {
    return (
      <p className="empty">
        {isFiltered
          ? "Nobody fits these filters. Raise the health (at most 2), take a filter away, or look at another moment."
          : "Nobody is below a health factor of 1.1. Raise it with “Health below” (at most 2) to see who comes next."}
      </p>
    );
  }
  const hasCauses = items.some(({ causes }) => causes.length > 0);
  return (
    <TableRegion label="Accounts at risk">
      <table>
        <caption className="visually-hidden">
          Accounts in markets, by health factor, the nearest to liquidation first
        </caption>
        <thead>
          <tr>
            <th scope="col" className="right">
              Health
            </th>
            <th scope="col">Verdict</th>
            <th scope="col">Account</th>
            <th scope="col">Chain</th>
            <th scope="col">Market</th>
            <th scope="col" className="right">
              Collateral
            </th>
            <th scope="col" className="right">
              Debt
            </th>
            {hasCauses && <th scope="col">Causes</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr key={keyOf(item)}>
              <td className="right">
                <HealthFigure
                  value={item.healthFactor}
                  title="Health factor"
                  pointer={`/items/${index}/healthFactor`}
                  meaning={HEALTH_MEANING}
                />
              </td>
              <td>
                <Verdict item={item} />
              </td>
              <th scope="row">
                <AccountLink account={item.account} />
              </th>
              <MarketCells entry={item} />
              {(["collateral", "debt"] as const).map((side) => (
                <WorthCell
                  key={side}
                  side={side === "debt" ? "Debt" : "Collateral"}
                  worth={item[side]}
                  unit={item.unit}
                  pointer={`/items/${index}/${side}`}
                  causes={item.causes}
                />
              ))}
              {hasCauses && (
                <td>
                  <Causes causes={item.causes} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}
