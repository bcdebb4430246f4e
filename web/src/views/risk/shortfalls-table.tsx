import { Figure } from "../../components/figure.tsx";
import { AccountLink } from "../../components/identifier.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";

/** Accounts that are worth less than nothing: the fund must cover them. */
export function ShortfallsTable(parameters: { fund: Schemas["InsuranceFund"]; pointer: string }) {
  const { fund, pointer } = parameters;
  const { shortfalls, shortfallAccounts } = fund.obligations;
  if (shortfalls.length === 0) return null;
  return (
    <>
      <h3 className="sub-head">
        Accounts below zero ({shortfallAccounts}
        {shortfallAccounts > shortfalls.length && `, the ${shortfalls.length} greatest`})
      </h3>
      <TableRegion label="Accounts below zero">
        <table>
          <caption className="visually-hidden">Accounts below zero, the greatest first</caption>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col" className="right">
                Shortfall ({fund.symbol})
              </th>
            </tr>
          </thead>
          <tbody>
            {shortfalls.map(({ account, amount }, index) => (
              <tr key={account}>
                <th scope="row">
                  <AccountLink account={account} />
                </th>
                <td className="right">
                  <Figure
                    value={amount}
                    title="Shortfall"
                    {...{ unit: fund.symbol, digits: 2, rounding: "up" }}
                    pointer={`${pointer}/obligations/shortfalls/${index}/amount`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableRegion>
    </>
  );
}
