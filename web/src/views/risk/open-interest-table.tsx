import { Figure } from "../../components/figure.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";

/** What is open in each market of the venue. */
export function OpenInterestTable(parameters: { fund: Schemas["InsuranceFund"]; pointer: string }) {
  const { fund, pointer } = parameters;
  const { openInterest } = fund.obligations;
  if (openInterest.length === 0) return null;
  return (
    <>
      <h3 className="sub-head">Open interest</h3>
      <TableRegion label="Open interest">
        <table>
          <caption className="visually-hidden">Open interest of each market</caption>
          <thead>
            <tr>
              <th scope="col">Market</th>
              {["Long", "Short", "Mark price", "Notional"].map((name) => (
                <th key={name} scope="col" className="right">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {openInterest.map((one, index) => {
              const at = `${pointer}/obligations/openInterest/${index}`;
              const figures = [
                ["long", "Long", one.symbol, "nearest"],
                ["short", "Short", one.symbol, "nearest"],
                ["markPrice", "Mark price", fund.symbol, "nearest"],
                ["notional", "Notional: the greater side at the mark price", fund.symbol, "up"],
              ] as const;
              return (
                <tr key={one.instrument}>
                  <th scope="row" title={one.instrument}>
                    {one.symbol}
                  </th>
                  {figures.map(([member, title, unit, rounding]) => (
                    <td key={member} className="right">
                      <Figure
                        value={one[member]}
                        title={`${one.symbol}: ${title}`}
                        {...{ unit, rounding, compact: member === "notional" }}
                        pointer={`${at}/${member}`}
                      />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </TableRegion>
    </>
  );
}
