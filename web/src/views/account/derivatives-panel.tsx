import { Figure } from "../../components/figure.tsx";
import { Panel } from "../../components/panel.tsx";
import { TableRegion } from "../../components/table-region.tsx";
import { marketLabel } from "../../lib/market-label.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import { useSymbols } from "../../lib/use-symbols.ts";
import { type AccountAnswer, marketKey } from "./account-answer.ts";

const COLUMNS = [
  { name: "size", label: "Size", meaning: "Liquidity that the account provides included." },
  { name: "openNotional", label: "Open notional", meaning: "Paid (negative) or got for the size." },
  { name: "markPrice", label: "Mark", meaning: "What the venue itself values the size at." },
  { name: "indexPrice", label: "Index", meaning: "The venue's own index price." },
  {
    name: "bankruptcyPrice",
    label: "Bankruptcy",
    meaning: "The last mark price at which the account's value is not negative, all else as it is.",
  },
  { name: "unrealizedPnl", label: "Unrealised", meaning: "As the venue's contracts state it." },
  { name: "pendingFunding", label: "Funding", meaning: "Positive: owed and not yet taken." },
] as const;

const MARGIN = [
  { name: "accountValue", label: "Account value" },
  { name: "totalCollateralValue", label: "Collateral" },
  { name: "freeCollateral", label: "Free" },
  { name: "initialRequirement", label: "Initial margin" },
  { name: "maintenanceRequirement", label: "Maintenance" },
] as const;

/** Perpetual positions, and the venue's margin account; nothing where there are none. */
export function DerivativesPanel({ body }: { body: AccountAnswer }) {
  const nameOf = useChainNames();
  const symbolOf = useSymbols();
  const venues = body.markets.flatMap((market, index) =>
    market.margin === null && market.derivatives.length === 0 ? [] : [{ market, index }],
  );
  if (venues.length === 0) return null;
  return (
    <Panel title="Derivatives" note="As each venue's own contracts state them">
      {venues.map(({ market, index }) => {
        const name = `${market.protocol} ${marketLabel(market.protocol, market.marketId)} on ${nameOf(market.chain)}`;
        const { margin } = market;
        const unit = margin === null ? undefined : (symbolOf(margin.asset) ?? undefined);
        return (
          <div key={marketKey(market, index)}>
            {margin !== null && (
              <dl className="margin">
                {MARGIN.map(({ name: part, label }) => (
                  <div key={part}>
                    <dt>{label}</dt>
                    <dd>
                      <Figure
                        value={margin[part]}
                        title={`${label} of ${name}`}
                        {...{ unit, digits: 2, rounding: "down", showUnit: true }}
                        pointer={`/markets/${index}/margin/${part}`}
                        meaning="As the venue's own contracts state it."
                      />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
            {market.derivatives.length > 0 && (
              <TableRegion label={`Derivatives in ${name}`}>
                <table>
                  <caption className="visually-hidden">Derivatives in {name}</caption>
                  <thead>
                    <tr>
                      <th scope="col">Instrument</th>
                      {COLUMNS.map(({ name: part, label }) => (
                        <th key={part} scope="col" className="right">
                          {label}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {market.derivatives.map((one, place) => (
                      <tr key={one.instrument}>
                        <th scope="row" title={one.instrument}>
                          {one.symbol}
                          {one.liquidity !== undefined && (
                            <span className="muted">
                              {" "}
                              incl. {one.liquidity.ranges.length}{" "}
                              {one.liquidity.ranges.length === 1 ? "range" : "ranges"} of liquidity
                            </span>
                          )}
                        </th>
                        {COLUMNS.map(({ name: part, label, meaning }) => (
                          <td key={part} className="right">
                            {part === "bankruptcyPrice" && one[part] === null ? (
                              <span
                                className="muted"
                                title="There is none, or liquidity in the instrument makes it depend on the way there."
                              >
                                none
                              </span>
                            ) : (
                              <Figure
                                value={one[part]}
                                title={`${label} of ${one.symbol} in ${name}`}
                                pointer={`/markets/${index}/derivatives/${place}/${part}`}
                                meaning={meaning}
                              />
                            )}
                          </td>
                        ))}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </TableRegion>
            )}
          </div>
        );
      })}
    </Panel>
  );
}
