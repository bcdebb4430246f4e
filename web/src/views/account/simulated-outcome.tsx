import { Figure } from "../../components/figure.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import type { Schemas } from "../../lib/api.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";

type Simulation = Schemas["Simulation"];
type Market = Schemas["Market"];

const TOTALS = [
  { name: "net", label: "Net", rounding: "down" },
  { name: "gross", label: "Collateral", rounding: "down" },
  { name: "debt", label: "Debt", rounding: "up" },
  { name: "adjusted", label: "Adjusted", rounding: "down" },
  { name: "free", label: "Free", rounding: "down" },
  { name: "unified", label: "Unified", rounding: "down" },
] as const;

/** Before and after, of the same blocks: totals, and each market whose health is another. */
export function SimulatedOutcome(parameters: {
  simulation: Simulation;
  /** Of inputs that have changed since. */
  isOld: boolean;
}) {
  const { simulation, isOld } = parameters;
  const { before, after } = simulation;
  const markets = changedMarkets(simulation);
  return (
    <div className="outcome" aria-busy={isOld} data-testid="simulated-outcome">
      <TableRegion label="Before and after">
        <table>
          <caption className="visually-hidden">Before and after the simulated changes</caption>
          <thead>
            <tr>
              <th scope="col">USD</th>
              <th scope="col" className="right">
                Now
              </th>
              <th scope="col" className="right">
                After
              </th>
            </tr>
          </thead>
          <tbody>
            {TOTALS.map(({ name, label, rounding }) => (
              <tr key={name}>
                <th scope="row">{label}</th>
                {([before, after] as const).map((state, index) => (
                  <td key={index === 0 ? "before" : "after"} className="right">
                    <Figure
                      value={state.totals[name]}
                      title={`${label} ${index === 0 ? "now" : "after"}`}
                      {...{ unit: "USD", digits: 2, rounding, causes: state.causes }}
                      pointer={`/${index === 0 ? "before" : "after"}/totals/${name}`}
                      meaning="As the account's view computes it, at the simulated prices and amounts."
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {markets.length > 0 && (
            <tbody>
              <tr className="market-row">
                <th scope="rowgroup" colSpan={3}>
                  Health, where it changes
                </th>
              </tr>
              {markets.map(({ was, is, index }) => (
                <HealthRow key={`${is.chain}${is.marketId}${index}`} {...{ was, is, index }} />
              ))}
            </tbody>
          )}
        </table>
      </TableRegion>
    </div>
  );
}

/** Each with what it was: an account may have several urns in one market. */
function changedMarkets({ before, after }: Simulation) {
  const keyOf = ({ chain, marketId }: Market) => `${chain}/${marketId}`;
  const waiting = Map.groupBy(before.markets, keyOf);
  return after.markets.flatMap((is, index) => {
    const was = waiting.get(keyOf(is))?.shift();
    const same =
      was?.health?.healthFactor.raw === is.health?.healthFactor.raw &&
      was?.health?.liquidatable === is.health?.liquidatable;
    return same ? [] : [{ was, is, index }];
  });
}

function HealthRow(parameters: { was: Market | undefined; is: Market; index: number }) {
  const { was, is, index } = parameters;
  const nameOf = useChainNames();
  const name = `${is.protocol} ${marketLabel(is.protocol, is.marketId)} on ${nameOf(is.chain)}`;
  return (
    <tr>
      <th scope="row" title={is.marketId} className="outcome-market">
        {nameOf(is.chain)} {is.protocol}{" "}
        <span className="muted">{marketLabel(is.protocol, is.marketId)}</span>
      </th>
      {([was, is] as const).map((market, side) => (
        <td key={side === 0 ? "before" : "after"} className="right">
          <HealthCell
            market={market}
            title={`Health of ${name} ${side === 0 ? "now" : "after"}`}
            pointer={`/${side === 0 ? "before" : "after"}/markets/${index}/health/healthFactor`}
          />
        </td>
      ))}
    </tr>
  );
}

function HealthCell(parameters: { market: Market | undefined; title: string; pointer: string }) {
  const { market, title, pointer } = parameters;
  const health = market?.health;
  if (health == null) return <span className="muted">unknown</span>;
  const { decimal, raw, decimals } = health.healthFactor;
  return (
    <>
      {health.liquidatable && <StatusTag status="liquidatable" tone="bad" />}{" "}
      {decimal === null ? (
        <span className="muted">no debt</span>
      ) : (
        <Figure
          value={{ decimal, raw, decimals }}
          {...{ title, pointer, digits: 3, rounding: "down" as const }}
          meaning="By the market's own rule at the simulated prices and amounts."
        />
      )}
    </>
  );
}
