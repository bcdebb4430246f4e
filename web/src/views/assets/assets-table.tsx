import { Figure } from "../../components/figure.tsx";
import { AssetLink } from "../../components/identifier.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Price, Schemas } from "../../lib/api.ts";
import { formatBps, formatDuration, words } from "../../lib/format-units.ts";

type AssetPrice = Schemas["AssetPrice"];

const ENDS = [
  { name: "low", meaning: "What collateral is valued at.", rounding: "down" },
  { name: "mid", meaning: "The median of the groups of feeds that voted.", rounding: "nearest" },
  { name: "high", meaning: "What debt is valued at.", rounding: "up" },
] as const;

/** One row for each asset. `all` is the answer's own list, for pointers into it. */
export function AssetsTable(parameters: {
  items: readonly AssetPrice[];
  all: readonly AssetPrice[];
  evaluatedAt: number;
  nameOf(chain: string): string;
}) {
  const { items, all, evaluatedAt, nameOf } = parameters;
  return (
    <TableRegion label="Prices">
      <table>
        <caption className="visually-hidden">Price of every asset in USD</caption>
        <thead>
          <tr>
            <th scope="col">Asset</th>
            <th scope="col">Chain</th>
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
            <th scope="col" className="right">
              Spread
            </th>
            <th scope="col" className="right">
              Votes
            </th>
            <th scope="col" className="right">
              Age
            </th>
            <th scope="col">Price</th>
            <th scope="col">Class</th>
            <th scope="col" className="right">
              Haircut
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.asset}>
              <th scope="row">
                <AssetLink asset={item.asset} symbol={item.symbol} />
              </th>
              <td className="muted">{nameOf(item.asset.split("/")[0]!)}</td>
              {item.price === null ? (
                <td colSpan={8}>{item.error?.detail}</td>
              ) : (
                <PriceCells
                  price={item.price}
                  symbol={item.symbol ?? item.asset}
                  pointer={`/items/${all.indexOf(item)}/price`}
                  evaluatedAt={evaluatedAt}
                />
              )}
              <td className="muted">{item.class === null ? "" : words(item.class)}</td>
              <td className="right number">
                {item.haircutBps === null ? "" : formatBps(item.haircutBps)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}

function PriceCells(parameters: {
  price: Price;
  symbol: string;
  pointer: string;
  evaluatedAt: number;
}) {
  const { price, symbol, pointer, evaluatedAt } = parameters;
  const { had, needed, configured } = price.quorum;
  return (
    <>
      <td>
        <StatusTag status={price.status} />
        {price.flags.length > 0 && (
          <span className="muted"> {price.flags.map(words).join(", ")}</span>
        )}
      </td>
      {ENDS.map(({ name, meaning, rounding }) => (
        <td key={name} className="right">
          <Figure
            value={price[name]}
            title={`${symbol}, ${name}`}
            {...{ unit: "USD", meaning, rounding, prices: [price] }}
            pointer={`${pointer}/${name}`}
          />
        </td>
      ))}
      <td className="right number">
        {price.spreadBps === null ? "–" : formatBps(price.spreadBps)}
      </td>
      <td
        className="right number"
        title={`${had} groups voted, ${needed} are needed, ${configured} are configured`}
      >
        {had}/{configured} <span className="muted">≥ {needed}</span>
      </td>
      <td className="right number">
        {price.asOf === null ? "–" : formatDuration(evaluatedAt - price.asOf)}
      </td>
      <td className="muted">{price.id}</td>
    </>
  );
}
