import { Figure } from "../../components/figure.tsx";
import { RangeBar } from "../../components/range-bar.tsx";
import { StatusTag } from "../../components/status-tag.tsx";
import { formatBps } from "../../lib/format-units.ts";
import { marketLabel } from "../../lib/market-label.ts";
import { useChainNames } from "../../lib/use-chain-names.ts";
import type { AccountAnswer } from "./account-answer.ts";

const TOTALS = [
  {
    name: "gross",
    label: "Collateral",
    rounding: "down",
    meaning: "Everything owned, at the low end of each price, rounded down.",
  },
  {
    name: "debt",
    label: "Debt",
    rounding: "up",
    meaning: "Everything owed, at the high end of each price, rounded up.",
  },
  {
    name: "adjusted",
    label: "Adjusted",
    rounding: "down",
    meaning:
      "Σ over markets of max(0, collateral after the haircut of its risk class − debt): no market's surplus pays for another one's loss (docs/methodology.md).",
  },
  {
    name: "unified",
    label: "Unified",
    rounding: "down",
    meaning:
      "What all chains are good for as one collateral: locked in full, free at the methodology's rate for what is only observed, less what its size would lose in a sale (docs/valuation.md).",
  },
  {
    name: "free",
    label: "Free",
    rounding: "down",
    meaning:
      "After haircuts, what the markets' own rules would let out now: at most what is above each market's debt at Ballast's prices (docs/valuation.md).",
  },
  {
    name: "locked",
    label: "Locked",
    rounding: "down",
    meaning: "After haircuts, what Ballast's vaults hold and cannot release at once.",
  },
] as const;

/** The account in one look: net value with its bounds, the other totals, the weakest link. */
export function SummaryPanel({ body }: { body: AccountAnswer }) {
  const { totals, bounds, causes } = body;
  return (
    <section className="panel summary" aria-label="Totals">
      <div className="summary-net">
        <h2>Net value</h2>
        <Figure
          value={totals.net}
          title="Net value"
          className="summary-value"
          {...{ unit: "USD", digits: 2, rounding: "down", showUnit: true, causes }}
          pointer="/totals/net"
          prices={body.prices}
          meaning="Collateral at the low end of each price less debt at the high end (docs/valuation.md)."
        />
        <RangeBar title="Net value" value={totals.net} bounds={bounds.net} pointer="/bounds/net" />
      </div>
      <dl className="summary-totals">
        {TOTALS.map(({ name, label, rounding, meaning }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              <Figure
                value={totals[name]}
                title={label}
                {...{ unit: "USD", digits: 2, showUnit: true, rounding, meaning, causes }}
                pointer={`/totals/${name}`}
                prices={body.prices}
              />
            </dd>
          </div>
        ))}
      </dl>
      <div className="summary-unified">
        <h2>Unified value, between its bounds</h2>
        <RangeBar
          title="Unified value"
          value={totals.unified}
          bounds={bounds.unified}
          pointer="/bounds/unified"
        />
        <WeakestLink body={body} />
      </div>
    </section>
  );
}

function WeakestLink({ body }: { body: AccountAnswer }) {
  const { weakestLink } = body;
  const nameOf = useChainNames();
  const { state, chain, marketId, healthFactor, distanceBps, liquidatable } = weakestLink;
  return (
    <p className="weakest">
      <strong>Weakest link</strong>{" "}
      {state === "none" && <span className="muted">none: nothing is owed anywhere</span>}
      {state === "unknown" && <StatusTag status="unknown" tone="bad" />}
      {state === "known" && chain !== null && marketId !== null && (
        <>
          {nameOf(chain)} {marketLabel("", marketId)} at health{" "}
          <Figure
            value={healthFactor}
            title="Health factor of the weakest link"
            {...{ digits: 3, rounding: "down" }}
            pointer="/weakestLink/healthFactor"
            meaning="The least health factor of all markets in which something is owed, by each market's own rule."
          />
          {distanceBps !== null && (
            <>
              , <span className="number">{formatBps(distanceBps)}</span> from liquidation
            </>
          )}{" "}
          {liquidatable === true && <StatusTag status="liquidatable" tone="bad" />}
        </>
      )}
    </p>
  );
}
