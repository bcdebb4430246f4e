import { Causes } from "../../components/causes.tsx";
import { Figure } from "../../components/figure.tsx";
import { AssetLink } from "../../components/identifier.tsx";
import { Panel } from "../../components/panel.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Price } from "../../lib/api.ts";
import { formatBps, formatTime, words } from "../../lib/format-units.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { type AccountAnswer, type Market, marketKey, type Position } from "./account-answer.ts";

/** Every position, market by market, in the order of chains and protocols. */
export function PositionsPanel({ body }: { body: AccountAnswer }) {
  const { markets } = body;
  const count = markets.reduce((sum, market) => sum + market.positions.length, 0);
  const chains = new Set(markets.map(({ chain }) => chain)).size;
  return (
    <Panel
      title="Positions"
      note={`${count} in ${markets.length} markets on ${chains} chains · values in USD`}
    >
      {markets.length === 0 ? (
        <p className="empty">
          No followed protocol has anything of this account at these blocks. An account has the same
          address on every chain; ask for CAIP-10 to see one chain only.
        </p>
      ) : (
        <TableRegion label="Positions">
          <table className="positions">
            <caption className="visually-hidden">Positions by market</caption>
            <thead>
              <tr>
                <th scope="col">Asset</th>
                <th scope="col" className="right">
                  Amount
                </th>
                <th scope="col" className="right">
                  Price
                </th>
                <th scope="col" className="right">
                  Value
                </th>
                <th scope="col" className="right">
                  Haircut
                </th>
                <th scope="col" className="right">
                  Adjusted
                </th>
                <th scope="col">Standing</th>
              </tr>
            </thead>
            {markets.map((market, index) => (
              <MarketRows
                key={marketKey(market, index)}
                {...{ market, index }}
                prices={body.prices}
              />
            ))}
          </table>
        </TableRegion>
      )}
    </Panel>
  );
}

function MarketRows(parameters: { market: Market; index: number; prices: readonly Price[] }) {
  const { market, index, prices } = parameters;
  const { totals } = market;
  const nameOf = useChainNames();
  const label = `${market.protocol} ${marketLabel(market.protocol, market.marketId)} on ${nameOf(market.chain)}`;
  return (
    <tbody>
      <tr className="market-row">
        <th scope="rowgroup" title={market.marketId} colSpan={3}>
          <span className="chain-name">{nameOf(market.chain)}</span> {market.protocol}{" "}
          <span className="muted">{marketLabel(market.protocol, market.marketId)}</span>
          {market.passThrough && <span className="tag">passes through</span>}
        </th>
        <td className="right">
          <Figure
            value={totals.net}
            title={`Net value in ${label}`}
            {...{ unit: "USD", digits: 2, rounding: "down", causes: market.causes }}
            pointer={`/markets/${index}/totals/net`}
            meaning="The market's collateral at low prices less its debt at high ones."
          />
        </td>
        <td />
        <td className="right">
          <Figure
            value={totals.adjusted}
            title={`Adjusted value in ${label}`}
            {...{ unit: "USD", digits: 2, rounding: "down", causes: market.causes }}
            pointer={`/markets/${index}/totals/adjusted`}
            meaning="max(0, collateral after haircut − debt) of this market."
          />
        </td>
        <td />
      </tr>
      {market.positions.map((position, place) => (
        <PositionRow
          key={`${position.kind} ${position.asset} ${position.holder}`}
          {...{ position, label }}
          price={prices.find(({ id }) => id === position.priceId)}
          pointer={`/markets/${index}/positions/${place}`}
        />
      ))}
      {market.causes.length > 0 && (
        <tr>
          <td colSpan={7} className="wrap cause-cell">
            <Causes causes={market.causes} label={`Causes in ${label}`} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function PositionRow(parameters: {
  position: Position;
  label: string;
  price: Price | undefined;
  pointer: string;
}) {
  const { position, label, price, pointer } = parameters;
  const owed = position.kind === "debt";
  const what = `${position.symbol} ${owed ? "owed" : "held"} in ${label}`;
  const rounding = owed ? "up" : "down";
  const prices = price === undefined ? [] : [price];
  return (
    <tr>
      <th scope="row" className="position-name">
        {owed && <span className="tag debt-tag">debt</span>}
        <AssetLink asset={position.asset} symbol={position.symbol} />
        {(position.wrappedIn ?? []).map(({ asset, symbol }) => (
          <span key={asset} className="muted">
            {" "}
            in {symbol}
          </span>
        ))}
      </th>
      <td className="right">
        <Figure
          value={position.amount}
          title={`Amount of ${what}`}
          {...{ unit: position.symbol, rounding, pointer: `${pointer}/amount` }}
          meaning={
            position.bookedAmount === undefined
              ? "As the protocol's own contract computes it at the block, interest included."
              : `As the protocol's own contract computes it at the block. Booked: ${position.bookedAmount.decimal}.`
          }
        />
      </td>
      <td className="right">
        <Figure
          value={(owed ? price?.high : price?.low) ?? null}
          title={`${owed ? "High" : "Low"} price of ${position.symbol}`}
          {...{ unit: "USD", rounding, prices }}
          meaning={`Collateral is valued at the low end of the price, debt at the high end. The price is ${position.priceId ?? "unknown"}.`}
        />
      </td>
      <td className="right">
        <Figure
          value={position.value}
          title={`Value of ${what}`}
          {...{ unit: "USD", digits: 2, rounding, prices, pointer: `${pointer}/value` }}
          meaning={`Amount × ${owed ? "high" : "low"} price, rounded ${rounding}.`}
        />
      </td>
      <td className="right number">{owed ? "" : formatBps(position.haircutBps)}</td>
      <td className="right">
        {!owed && (
          <Figure
            value={position.adjustedValue}
            title={`Adjusted value of ${what}`}
            {...{ unit: "USD", digits: 2, rounding, prices, pointer: `${pointer}/adjustedValue` }}
            meaning="Value × (1 − haircut of the asset's risk class), rounded down."
          />
        )}
      </td>
      <td className="muted">{standing(position)}</td>
    </tr>
  );
}

function standing(position: Position): string {
  const { kind, securesDebt, enforceability, availableAt } = position;
  const parts: string[] = [];
  if (kind === "collateral") parts.push(securesDebt ? "secures debt" : "secures nothing");
  if (enforceability === "locked") parts.push("locked");
  if (position.class !== null) parts.push(words(position.class));
  if (availableAt !== undefined) parts.push(`from ${formatTime(availableAt)} UTC`);
  return parts.join(" · ");
}
