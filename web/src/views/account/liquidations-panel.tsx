import { AnswerState } from "../../components/answer-state.tsx";
import { CsvLink } from "../../components/csv-link.tsx";
import { Figure } from "../../components/figure.tsx";
import { AccountLink, ShortHex } from "../../components/identifier.tsx";
import { Panel } from "../../components/panel.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { formatTime } from "../../lib/format-units.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";

type Amount = Schemas["LiquidatedAmount"];

/** The account's own liquidations, newest first. */
export function LiquidationsPanel({ account }: { account: string }) {
  const asOf = useAsOf();
  const nameOf = useChainNames();
  const query = useAnswer(
    "/v1/accounts/{account}/liquidations",
    { path: { account }, query: { ...asOf.query, limit: 50 } },
    { refetchSeconds: 30 },
  );
  return (
    <Panel
      title="Liquidations of this account"
      actions={<CsvLink path={`/v1/accounts/${account}/liquidations`} query={{ ...asOf.query }} />}
    >
      <AnswerState query={query} what="liquidations">
        {({ items, next }) =>
          items.length === 0 ? (
            <p className="empty">It has never been liquidated in a followed market.</p>
          ) : (
            <>
              <TableRegion label="Liquidations of this account">
                <table>
                  <caption className="visually-hidden">Liquidations of this account</caption>
                  <thead>
                    <tr>
                      <th scope="col">Time (UTC)</th>
                      <th scope="col">Market</th>
                      <th scope="col">Kind</th>
                      <th scope="col">Repaid</th>
                      <th scope="col">Seized</th>
                      <th scope="col">Bad debt</th>
                      <th scope="col">Liquidator</th>
                      <th scope="col">Transaction</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((item, index) => (
                      <tr key={`${item.chain}${item.block}${item.logIndex}`}>
                        <th scope="row" className="number">
                          {formatTime(item.time)}
                        </th>
                        <td title={item.marketId}>
                          <span className="chain-name">{nameOf(item.chain)}</span> {item.protocol}{" "}
                          <span className="muted">{marketLabel(item.protocol, item.marketId)}</span>
                        </td>
                        <td>{item.kind}</td>
                        <td>
                          <Amounts
                            amounts={item.repaid}
                            what="repaid"
                            pointer={`/items/${index}/repaid`}
                          />
                        </td>
                        <td>
                          <Amounts
                            amounts={item.seized}
                            what="seized"
                            pointer={`/items/${index}/seized`}
                          />
                        </td>
                        <td>
                          {item.badDebt === null ? (
                            <span className="muted">unknown</span>
                          ) : (
                            <Amounts
                              amounts={item.badDebt}
                              what="written off"
                              pointer={`/items/${index}/badDebt`}
                            />
                          )}
                        </td>
                        <td>
                          {item.liquidator !== null && <AccountLink account={item.liquidator} />}
                        </td>
                        <td>
                          <ShortHex text={item.transaction} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableRegion>
              {next !== null && (
                <p className="empty">
                  The newest 50 are shown; the CSV and the API have all of them.
                </p>
              )}
            </>
          )
        }
      </AnswerState>
    </Panel>
  );
}

function Amounts(parameters: { amounts: readonly Amount[]; what: string; pointer: string }) {
  const { amounts, what, pointer } = parameters;
  if (amounts.length === 0) return <span className="muted">–</span>;
  return amounts.map(({ asset, symbol, amount, value }, index) => (
    <span key={asset} className="amount">
      <Figure
        value={amount}
        title={`${symbol} ${what}`}
        {...{ unit: symbol, showUnit: true, pointer: `${pointer}/${index}/amount` }}
        meaning="What the contract logged."
      />{" "}
      <span className="muted">
        <Figure
          value={value}
          title={`Value of ${symbol} ${what}`}
          {...{ unit: "USD", digits: 2, rounding: "down", showUnit: true }}
          pointer={`${pointer}/${index}/value`}
          meaning="At Ballast's middle price at the liquidation's own block, rounded down."
        />
      </span>
    </span>
  ));
}
