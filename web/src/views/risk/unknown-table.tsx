import { Causes } from "../../components/causes.tsx";
import { Figure } from "../../components/figure.tsx";
import { AccountLink } from "../../components/identifier.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { keyOf } from "./at-risk-list.ts";
import { MarketCells } from "./market-cell.tsx";

/** Who owes something in a market whose verdict is not known: unknown is no safety. */
export function UnknownTable({ entries }: { entries: readonly Schemas["AtRiskUnknown"][] }) {
  if (entries.length === 0) return null;
  return (
    <div className="unknown-list">
      <h3>
        Verdict not known ({entries.length}){" "}
        <span className="muted">
          They owe something; nobody can say here whether they are safe.
        </span>
      </h3>
      <TableRegion label="Accounts whose verdict is not known">
        <table>
          <caption className="visually-hidden">
            Accounts that owe something in a market whose verdict is not known
          </caption>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Chain</th>
              <th scope="col">Market</th>
              <th scope="col" className="right">
                Debt
              </th>
              <th scope="col">Causes</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, index) => (
              <tr key={keyOf(entry)}>
                <th scope="row">
                  <AccountLink account={entry.account} />
                </th>
                <MarketCells entry={entry} />
                <td className="right">
                  <Figure
                    value={entry.debtValue}
                    title="Debt, by Ballast's prices"
                    {...{ unit: "USD", digits: 2, rounding: "up", compact: true, showUnit: true }}
                    pointer={`/unknown/${index}/debtValue`}
                    meaning="At the high price of each asset, rounded up; unknown where one has no price."
                    causes={entry.causes}
                  />
                </td>
                <td className="wrap">
                  {entry.causes.length === 0 ? (
                    <span className="muted">
                      The market's contracts give no verdict on it; its account has more.
                    </span>
                  ) : (
                    <Causes causes={entry.causes} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableRegion>
    </div>
  );
}
