import { Figure } from "../../components/figure.tsx";
import { AssetLink } from "../../components/identifier.tsx";
import type { Schemas } from "../../lib/api.ts";

/** An amount that changed hands, and what it was worth then. */
export function LiquidatedAmount(parameters: {
  amount: Schemas["LiquidatedAmount"];
  title: string;
  pointer: string;
}) {
  const { amount, title, pointer } = parameters;
  const { symbol, shares, priceStatus } = amount;
  return (
    <>
      <Figure
        value={amount.amount}
        title={title}
        unit={symbol}
        rounding="down"
        pointer={`${pointer}/amount`}
        meaning="As the contract's logs have it."
      />{" "}
      <AssetLink asset={amount.asset} symbol={symbol} />
      {shares !== undefined && (
        <span className="muted">
          {" "}
          (as{" "}
          <Figure
            value={shares.amount}
            title={`${title}, in shares`}
            unit={shares.symbol}
            rounding="down"
            pointer={`${pointer}/shares/amount`}
          />{" "}
          {shares.symbol})
        </span>
      )}{" "}
      <span className="muted">
        <Figure
          value={amount.value}
          title={`${title}, worth then`}
          {...{ unit: "USD", digits: 2, rounding: "down", compact: true, showUnit: true }}
          pointer={`${pointer}/value`}
          meaning={`At Ballast's middle price of the liquidation's block, rounded down.${priceStatus === null ? "" : ` The price's status was ${priceStatus}.`}`}
        />
      </span>
    </>
  );
}
