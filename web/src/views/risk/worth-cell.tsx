import { Figure } from "../../components/figure.tsx";
import type { Schemas } from "../../lib/api.ts";
import { useSymbols } from "../../lib/use-symbols.ts";

/** What a market's collateral or debt is worth: in USD by Ballast's prices, and by the market's own oracle. */
export function WorthCell(parameters: {
  side: "Collateral" | "Debt";
  worth: Schemas["AtRisk"]["collateral"];
  unit: string;
  pointer: string;
  causes: readonly Schemas["Cause"][];
}) {
  const { side, worth, unit, pointer, causes } = parameters;
  const symbolOf = useSymbols();
  const rounding = side === "Debt" ? "up" : "down";
  const unitName = unit === "USD" ? "USD" : (symbolOf(unit) ?? "its unit");
  return (
    <td className="right">
      <span className="worth">
        <Figure
          value={worth.value}
          title={`${side}, by Ballast's prices`}
          {...{ unit: "USD", digits: 2, rounding, compact: true, showUnit: true, causes }}
          pointer={`${pointer}/value`}
          meaning={
            side === "Debt"
              ? "At the high price of each asset, rounded up."
              : "At the low price of each asset, rounded down."
          }
        />
        <span className="worth-base">
          oracle:{" "}
          <Figure
            value={worth.base}
            title={`${side}, by the market's own oracle`}
            {...{ unit: unitName, digits: 2, rounding, compact: true, showUnit: true }}
            pointer={`${pointer}/base`}
            meaning="In the market's own unit, as its own rule and oracle have it: what its liquidators act on."
          />
        </span>
      </span>
    </td>
  );
}
