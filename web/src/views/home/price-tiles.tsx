import { Figure } from "../../components/figure.tsx";
import { AssetLink } from "../../components/identifier.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { formatBps } from "../../lib/format-units.ts";

/** Each price once, by the first asset that has it. */
export function PriceTiles({ items }: { items: readonly Schemas["AssetPrice"][] }) {
  const seen = new Set<string>();
  const rows = items.flatMap((item, index) => {
    if (item.price === null || seen.has(item.price.id)) return [];
    seen.add(item.price.id);
    return [{ item, price: item.price, index }];
  });
  return (
    <TableRegion label="Prices">
      <table>
        <caption className="visually-hidden">Prices in USD</caption>
        <thead>
          <tr>
            <th scope="col">Asset</th>
            <th scope="col">Status</th>
            <th scope="col" className="right">
              Middle
            </th>
            <th scope="col" className="right">
              Spread
            </th>
            <th scope="col" className="right">
              Votes
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ item, price, index }) => (
            <tr key={price.id}>
              <th scope="row">
                <AssetLink asset={item.asset} symbol={item.symbol} />
              </th>
              <td>
                <StatusTag status={price.status} />
              </td>
              <td className="right">
                <Figure
                  value={price.mid}
                  title={`${item.symbol}, middle price`}
                  unit="USD"
                  prices={[price]}
                  pointer={`/items/${index}/price/mid`}
                  meaning="The median over groups of feeds with the same upstream, of those that voted (docs/prices.md)."
                />
              </td>
              <td className="right number">
                {price.spreadBps === null ? "–" : formatBps(price.spreadBps)}
              </td>
              <td className="right number">
                {price.quorum.had}/{price.quorum.configured}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}
