import { Figure } from "../../components/figure.tsx";
import type { Schemas } from "../../lib/api.ts";

/** A health factor; one without a debt has none. */
export function HealthFigure(parameters: {
  value: Schemas["HealthFactor"] | Schemas["Quantity"] | null;
  title: string;
  pointer: string;
  meaning: string;
}) {
  const { value, ...rest } = parameters;
  if (value !== null && value.decimal === null) return <span className="muted">no debt</span>;
  return (
    <Figure
      value={value === null ? null : { ...value, decimal: value.decimal ?? "0" }}
      digits={4}
      rounding="down"
      {...rest}
    />
  );
}
