import { AnswerState } from "../../components/answer-state.tsx";
import { Figure } from "../../components/figure.tsx";
import { AccountLink } from "../../components/identifier.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatDuration, formatTime } from "../../lib/format-units.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useAnswer } from "../../lib/use-answer.ts";
import { useAsOf } from "../../lib/use-as-of.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { usePrices } from "../../lib/use-prices.ts";
import { useReportAnswer } from "../../shell/view-answer.tsx";
import { PriceTiles } from "./price-tiles.tsx";
import "./home.css";

const NEAREST = 12;

/** `/`: the state of everything in one look, and places to begin. */
export function Component() {
  const asOf = useAsOf();
  const nameOf = useChainNames();
  const prices = usePrices();
  const chains = useAnswer("/v1/chains", {}, { refetchSeconds: 5 });
  const atRisk = useAnswer(
    "/v1/at-risk",
    { query: { ...asOf.query, maxHealth: "2", limit: NEAREST } },
    { refetchSeconds: 10 },
  );
  useReportAnswer(prices.data?.body);
  return (
    <>
      <PageTitle title="Overview">
        <p className="muted">
          What accounts have and owe across chains and protocols, what it is worth, and how sure
          that is. Search an account or an asset, or begin with one below.
        </p>
      </PageTitle>
      <div className="home-grid">
        <div className="panels">
          <Panel title="Nearest to liquidation" note="By each market's own rule, on every chain">
            <AnswerState query={atRisk} what="the list">
              {({ items }) =>
                items.length === 0 ? (
                  <p className="empty">No account has a health factor below 2.</p>
                ) : (
                  <TableRegion label="Nearest to liquidation">
                    <table>
                      <caption className="visually-hidden">Accounts nearest to liquidation</caption>
                      <thead>
                        <tr>
                          <th scope="col">Account</th>
                          <th scope="col" className="right">
                            Health
                          </th>
                          <th scope="col">Market</th>
                          <th scope="col" className="right">
                            Collateral, USD
                          </th>
                          <th scope="col" className="right">
                            Debt, USD
                          </th>
                        </tr>
                      </thead>
                      <tbody>
                        {items.map((item, index) => (
                          <tr key={`${item.account}${item.chain}${item.marketId}${item.part}`}>
                            <th scope="row">
                              <AccountLink account={item.account} />
                            </th>
                            <td className="right">
                              {item.liquidatable && <StatusTag status="liquidatable" tone="bad" />}{" "}
                              <Figure
                                value={item.healthFactor}
                                title={`Health factor of ${item.account}`}
                                {...{ digits: 3, rounding: "down" }}
                                pointer={`/items/${index}/healthFactor`}
                                meaning="By the market's own rule and oracle, exactly."
                              />
                            </td>
                            <td title={item.marketId}>
                              <span className="chain-name">{nameOf(item.chain)}</span>{" "}
                              {item.protocol}{" "}
                              <span className="muted">
                                {marketLabel(item.protocol, item.marketId)}
                              </span>
                            </td>
                            <td className="right">
                              <Figure
                                value={item.collateral.value}
                                title={`Collateral of ${item.account}`}
                                {...{ unit: "USD", digits: 2, rounding: "down" }}
                                causes={item.causes}
                                pointer={`/items/${index}/collateral/value`}
                                meaning="USD at the low end of Ballast's prices."
                              />
                            </td>
                            <td className="right">
                              <Figure
                                value={item.debt.value}
                                title={`Debt of ${item.account}`}
                                {...{ unit: "USD", digits: 2, rounding: "up" }}
                                causes={item.causes}
                                pointer={`/items/${index}/debt/value`}
                                meaning="USD at the high end of Ballast's prices."
                              />
                            </td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </TableRegion>
                )
              }
            </AnswerState>
          </Panel>
        </div>
        <div className="panels">
          <Panel title="Chains" note={asOf.isLive ? undefined : "as they are now"}>
            <AnswerState query={chains} what="the chains">
              {(body) => (
                <TableRegion label="Chains">
                  <table>
                    <caption className="visually-hidden">How far each chain is indexed</caption>
                    <thead>
                      <tr>
                        <th scope="col">Chain</th>
                        <th scope="col" className="right">
                          Indexed
                        </th>
                        <th scope="col" className="right">
                          Behind
                        </th>
                        <th scope="col" className="right">
                          Age
                        </th>
                        <th scope="col">Block time (UTC)</th>
                      </tr>
                    </thead>
                    <tbody>
                      {body.chains.map(({ chain, name, indexed, lag, ageSeconds }) => (
                        <tr key={chain}>
                          <th scope="row" title={chain}>
                            {name}
                          </th>
                          <td className="right number">
                            {indexed === null ? "nothing" : indexed.number.toLocaleString("en")}
                          </td>
                          <td className="right number">
                            {lag.blocks === null
                              ? "unknown"
                              : `${lag.blocks} ${lag.blocks === 1 ? "block" : "blocks"}`}
                          </td>
                          <td className="right number">
                            {ageSeconds === null ? "–" : formatDuration(ageSeconds)}
                          </td>
                          <td className="number">
                            {indexed === null ? "–" : formatTime(indexed.time)}
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </TableRegion>
              )}
            </AnswerState>
          </Panel>
          <Panel title="Prices" note="USD, one of each price">
            <AnswerState query={prices} what="prices">
              {(body) => <PriceTiles items={body.items} />}
            </AnswerState>
          </Panel>
        </div>
      </div>
    </>
  );
}
