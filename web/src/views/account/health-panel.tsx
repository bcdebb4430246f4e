import { Figure } from "../../components/figure.tsx";
import { Panel } from "../../components/panel.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { formatBps, formatDuration, words } from "../../lib/format-units.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { useSymbols } from "../../lib/use-symbols.ts";
import { type AccountAnswer, type Market, marketKey } from "./account-answer.ts";

/** Each market's own verdict, beside the same rule's at independent prices. */
export function HealthPanel({ body }: { body: AccountAnswer }) {
  const judged = body.markets.flatMap((market, index) =>
    owesSomething(market) ? [{ market, index }] : [],
  );
  return (
    <Panel
      title="Health"
      note="By each market's own rule and oracle, and by the same rule at Ballast's prices"
    >
      {judged.length === 0 ? (
        <p className="empty">Nothing is owed in any market.</p>
      ) : (
        <TableRegion label="Health">
          <table>
            <caption className="visually-hidden">Health by market</caption>
            <thead>
              <tr>
                <th scope="col">Market</th>
                <th scope="col" className="right">
                  Collateral
                </th>
                <th scope="col" className="right">
                  Debt
                </th>
                <th scope="col" className="right">
                  Threshold
                </th>
                <th scope="col" className="right">
                  Health
                </th>
                <th scope="col">Verdict</th>
                <th scope="col" className="right">
                  Independent
                </th>
                <th scope="col">Agrees</th>
                <th scope="col">By interest alone</th>
              </tr>
            </thead>
            <tbody>
              {judged.map(({ market, index }) => (
                <HealthRow key={marketKey(market, index)} {...{ market, index }} />
              ))}
            </tbody>
          </table>
        </TableRegion>
      )}
    </Panel>
  );
}

function owesSomething({ health, margin, positions }: Market): boolean {
  if (positions.some(({ kind, amount }) => kind === "debt" && amount.raw !== "0")) return true;
  return margin !== null || (health !== null && health.totalDebt.raw !== "0");
}

function HealthRow({ market, index }: { market: Market; index: number }) {
  const nameOf = useChainNames();
  const symbolOf = useSymbols();
  const { health, independent, timeToLiquidation } = market;
  const name = `${market.protocol} ${marketLabel(market.protocol, market.marketId)} on ${nameOf(market.chain)}`;
  const pointer = `/markets/${index}`;
  const unit =
    health === null ? "" : health.unit === "USD" ? "USD" : (symbolOf(health.unit) ?? health.unit);
  return (
    <tr>
      <th scope="row" title={market.marketId}>
        <span className="chain-name">{nameOf(market.chain)}</span> {market.protocol}{" "}
        <span className="muted">{marketLabel(market.protocol, market.marketId)}</span>
      </th>
      {health === null ? (
        <td colSpan={5}>
          <StatusTag status="verdict unknown" tone="bad" />{" "}
          <span className="muted">{market.causes.map(({ detail }) => detail).join(" ")}</span>
        </td>
      ) : (
        <>
          <td className="right">
            <Figure
              value={health.totalCollateral}
              title={`Collateral of ${name}`}
              {...{ unit, digits: 2, rounding: "down", showUnit: true, compact: true }}
              pointer={`${pointer}/health/totalCollateral`}
              meaning="As the market's own contract computes it, by its own oracle."
            />
          </td>
          <td className="right">
            <Figure
              value={health.totalDebt}
              title={`Debt of ${name}`}
              {...{ unit, digits: 2, rounding: "up", showUnit: true, compact: true }}
              pointer={`${pointer}/health/totalDebt`}
              meaning="As the market's own contract computes it, by its own oracle."
            />
          </td>
          <td className="right">
            <Figure
              value={health.liquidationThreshold}
              title={`Liquidation threshold of ${name}`}
              digits={4}
              pointer={`${pointer}/health/liquidationThreshold`}
            />
          </td>
          <td className="right health-value">
            <HealthFactor
              value={health.healthFactor}
              title={`Health factor of ${name}`}
              pointer={`${pointer}/health/healthFactor`}
              meaning="By the market's own rule with all of its rounding; below 1 it may be liquidated."
            />
          </td>
          <td>
            <StatusTag
              status={health.liquidatable ? "liquidatable" : "safe"}
              tone={health.liquidatable ? "bad" : "good"}
            />
          </td>
        </>
      )}
      <td className="right">
        {independent?.healthFactor == null ? (
          <span className="muted">unknown</span>
        ) : (
          <HealthFactor
            value={independent.healthFactor}
            title={`Health factor of ${name} at independent prices`}
            pointer={`${pointer}/independent`}
            meaning="The market's own rule at Ballast's middle prices in place of its oracle's."
          />
        )}
      </td>
      <td>{independent === null ? "" : <Agreement independent={independent} />}</td>
      <td className="muted">{timeText(timeToLiquidation)}</td>
    </tr>
  );
}

function HealthFactor(parameters: {
  value: { decimal: string | null; raw: string; decimals: number };
  title: string;
  pointer: string;
  meaning: string;
}) {
  const { value, ...rest } = parameters;
  const { decimal, raw, decimals } = value;
  if (decimal === null) return <span className="muted">no debt</span>;
  return <Figure value={{ decimal, raw, decimals }} digits={3} rounding="down" {...rest} />;
}

function Agreement({ independent }: { independent: NonNullable<Market["independent"]> }) {
  const { differs, prices } = independent;
  const farthest = prices
    .filter(({ differenceBps }) => differenceBps !== null)
    .sort((a, b) => Math.abs(b.differenceBps!) - Math.abs(a.differenceBps!))[0];
  const detail =
    farthest === undefined ? "" : ` ${farthest.symbol} ${formatBps(farthest.differenceBps!)}`;
  return (
    <>
      <StatusTag
        status={differs === "no" ? "agrees" : differs}
        tone={differs === "no" ? "good" : differs === "unknown" ? "none" : "bad"}
      />
      <span className="muted" title="Where the market's oracle differs most from Ballast's price">
        {detail}
      </span>
    </>
  );
}

function timeText(time: Market["timeToLiquidation"]): string {
  if (time === null) return "";
  if (time.state === "after" && time.seconds !== null) return `in ${formatDuration(time.seconds)}`;
  if (time.state === "none") return `not within ${formatDuration(time.horizonSeconds)}`;
  return words(time.state);
}
