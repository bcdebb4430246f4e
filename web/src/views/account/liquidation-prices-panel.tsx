import { Figure } from "../../components/figure.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatBps, words } from "../../lib/format-units.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { type AccountAnswer, type Market, marketKey } from "./account-answer.ts";

/** How far each price, and each group of prices together, may go before a market liquidates. */
export function LiquidationPricesPanel({ body }: { body: AccountAnswer }) {
  const markets = body.markets.flatMap((market, index) =>
    market.liquidationPrices.length + market.jointLiquidation.length === 0
      ? []
      : [{ market, index }],
  );
  if (markets.length === 0) return null;
  return (
    <Panel
      title="Liquidation prices"
      note="Each price alone, and correlated assets together; all amounts as they are"
    >
      <TableRegion label="Liquidation prices">
        <table>
          <caption className="visually-hidden">Liquidation prices by market</caption>
          <thead>
            <tr>
              <th scope="col">Price</th>
              <th scope="col">If it is</th>
              <th scope="col" className="right">
                Last safe price
              </th>
              <th scope="col">Unit</th>
              <th scope="col" className="right">
                Distance
              </th>
              <th scope="col" className="wide-only">
                <span className="visually-hidden">Distance as a bar</span>
              </th>
            </tr>
          </thead>
          {markets.map(({ market, index }) => (
            <MarketRows key={marketKey(market, index)} {...{ market, index }} />
          ))}
        </table>
      </TableRegion>
    </Panel>
  );
}

function MarketRows({ market, index }: { market: Market; index: number }) {
  const nameOf = useChainNames();
  const name = `${market.protocol} ${marketLabel(market.protocol, market.marketId)} on ${nameOf(market.chain)}`;
  return (
    <tbody>
      <tr className="market-row">
        <th scope="rowgroup" colSpan={6} title={market.marketId}>
          <span className="chain-name">{nameOf(market.chain)}</span> {market.protocol}{" "}
          <span className="muted">{marketLabel(market.protocol, market.marketId)}</span>
        </th>
      </tr>
      {market.liquidationPrices.map((one, place) => (
        <tr key={one.asset}>
          <th scope="row">{one.symbol}</th>
          <td>{one.direction ?? ""}</td>
          <td className="right">
            {one.state === "at" ? (
              <Figure
                value={one.price}
                title={`Last safe price of ${one.symbol} in ${name}`}
                unit={one.unit === "USD" ? "USD" : "of the market's unit"}
                pointer={`/markets/${index}/liquidationPrices/${place}`}
                meaning="Found by bisection on the market's own rule with all of its rounding: one step of the oracle's unit further it may be liquidated. All other prices and all amounts stay. `oraclePrice` is the same in the oracle's own unit."
              />
            ) : (
              <State state={one.state} />
            )}
          </td>
          <td className="muted">{one.unit === "USD" ? "USD" : "market unit"}</td>
          <Distance bps={one.distanceBps} />
        </tr>
      ))}
      {market.jointLiquidation.map((one, place) => (
        <tr key={one.group}>
          <th scope="row" title={one.assets.join("\n")}>
            {one.group} <span className="muted">together, {one.assets.length} assets</span>
          </th>
          <td>{one.direction ?? ""}</td>
          <td className="right">
            {one.state === "at" ? (
              <Figure
                value={one.factor}
                title={`Last safe common factor of ${one.group} in ${name}`}
                digits={6}
                pointer={`/markets/${index}/jointLiquidation/${place}`}
                meaning="All prices of the group times this factor is the last safe point; exact to 10^-18."
              />
            ) : (
              <State state={one.state} />
            )}
          </td>
          <td className="muted">{one.state === "at" ? "× now" : ""}</td>
          <Distance bps={one.distanceBps} />
        </tr>
      ))}
    </tbody>
  );
}

function State({ state }: { state: string }) {
  if (state === "none") return <span className="muted">none</span>;
  return <StatusTag status={words(state)} tone="bad" />;
}

function Distance({ bps }: { bps: number | null }) {
  if (bps === null) {
    return (
      <>
        <td />
        <td className="wide-only" />
      </>
    );
  }
  return (
    <>
      <td className="right number">{formatBps(bps)}</td>
      <td className="wide-only">
        <span className="distance" aria-hidden="true">
          <span
            data-near={Math.abs(bps) < 1_000 || undefined}
            style={{ width: `${Math.min(100, Math.abs(bps) / 100)}%` }}
          />
        </span>
      </td>
    </>
  );
}
