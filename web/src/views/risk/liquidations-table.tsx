import { Causes } from "../../components/causes.tsx";
import { Figure } from "../../components/figure.tsx";
import { AccountLink, ShortHex } from "../../components/identifier.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { formatTime, words } from "../../lib/format-units.ts";
import { LiquidatedAmount } from "./liquidated-amount.tsx";
import { MarketCells } from "./market-cell.tsx";

type Liquidation = Schemas["Liquidation"];

export function LiquidationsTable({ items }: { items: readonly Liquidation[] }) {
  const hasMore = items.some(
    ({ auction, derivative, insuranceFee, causes }) =>
      auction !== undefined ||
      derivative !== undefined ||
      insuranceFee !== undefined ||
      causes.length > 0,
  );
  return (
    <TableRegion label="List of liquidations">
      <table>
        <caption className="visually-hidden">Liquidations, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Time (UTC)</th>
            <th scope="col">Account</th>
            <th scope="col">Chain</th>
            <th scope="col">Market</th>
            <th scope="col">Kind</th>
            <th scope="col">Repaid</th>
            <th scope="col">Seized</th>
            <th scope="col">Bad debt</th>
            {hasMore && <th scope="col">Beside it</th>}
            <th scope="col">Liquidator</th>
            <th scope="col">Transaction</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => (
            <tr key={`${item.chain}${item.transaction}${item.logIndex}`}>
              <td className="number" title={`block ${item.block}`}>
                {formatTime(item.time)}
              </td>
              <th scope="row">
                <AccountLink account={item.account} />
              </th>
              <MarketCells entry={item} />
              <td>{words(item.kind)}</td>
              {(["repaid", "seized"] as const).map((side) => (
                <td key={side}>
                  <Amounts
                    amounts={item[side]}
                    title={side === "repaid" ? "Repaid" : "Seized"}
                    pointer={`/items/${index}/${side}`}
                  />
                </td>
              ))}
              <td>
                <BadDebt item={item} pointer={`/items/${index}/badDebt`} />
              </td>
              {hasMore && (
                <td>
                  <Beside item={item} pointer={`/items/${index}`} />
                </td>
              )}
              <td>
                {item.liquidator === null ? (
                  <span className="muted">no log says</span>
                ) : (
                  <AccountLink account={item.liquidator} />
                )}
              </td>
              <td>
                <ShortHex text={item.transaction} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableRegion>
  );
}

function Amounts(parameters: {
  amounts: readonly Schemas["LiquidatedAmount"][];
  title: string;
  pointer: string;
}) {
  const { amounts, title, pointer } = parameters;
  if (amounts.length === 0) return <span className="muted">nothing</span>;
  return (
    <ul className="amounts">
      {amounts.map((amount, index) => (
        <li key={amount.asset}>
          <LiquidatedAmount amount={amount} title={title} pointer={`${pointer}/${index}`} />
        </li>
      ))}
    </ul>
  );
}

/** What nobody owes any more, and who bears it. */
function BadDebt({ item, pointer }: { item: Liquidation; pointer: string }) {
  const { badDebt } = item;
  if (badDebt === null) return <StatusTag status="unknown" tone="warn" />;
  if (badDebt.length === 0) return <span className="muted">none</span>;
  return (
    <ul className="amounts">
      {badDebt.map((amount, index) => (
        <li key={`${amount.asset}${amount.borneBy}`}>
          <LiquidatedAmount amount={amount} title="Bad debt" pointer={`${pointer}/${index}`} />{" "}
          <StatusTag status={`borne by ${words(amount.borneBy)}`} tone="bad" />
        </li>
      ))}
    </ul>
  );
}

/** An auction, a derivative taken over, the insurance fund's fee, and what is not known. */
function Beside({ item, pointer }: { item: Liquidation; pointer: string }) {
  const { auction, derivative, insuranceFee, causes } = item;
  return (
    <>
      {auction !== undefined && (
        <p>
          auction {auction.id} owes{" "}
          <LiquidatedAmount
            amount={auction.owed}
            title="Owed to the auction"
            pointer={`${pointer}/auction/owed`}
          />
        </p>
      )}
      {derivative !== undefined && (
        <p>
          <Figure
            value={derivative.size}
            title="Size taken over"
            unit={derivative.symbol}
            pointer={`${pointer}/derivative/size`}
            meaning="Without a sign: the venue logs none."
          />{" "}
          {derivative.symbol} at{" "}
          <Figure
            value={derivative.executionPrice}
            title="Execution price"
            rounding="down"
            pointer={`${pointer}/derivative/executionPrice`}
            meaning="Notional / size, rounded down."
          />
        </p>
      )}
      {insuranceFee !== undefined && (
        <p>
          insurance fee{" "}
          <LiquidatedAmount
            amount={insuranceFee}
            title="Fee to the insurance fund"
            pointer={`${pointer}/insuranceFee`}
          />
        </p>
      )}
      {causes.length > 0 && (
        <details>
          <summary>{causes.length === 1 ? "1 cause" : `${causes.length} causes`} of doubt</summary>
          <Causes causes={causes} />
        </details>
      )}
    </>
  );
}
