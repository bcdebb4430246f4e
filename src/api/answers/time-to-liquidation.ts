import { z } from "@hono/zod-openapi";
import type { MarketRule, PriceRule } from "../../core/market-rule.ts";
import { HORIZON_SECONDS, secondsToLiquidation } from "../liquidation/seconds-to-liquidation.ts";
import { safeNumber } from "./identifier-schemas.ts";

export const timeToLiquidationSchema = z
  .object({
    state: z.enum(["after", "none", "liquidatable", "unknown"]).openapi({
      description:
        "`none`: not within the horizon. `unknown`: no rates say how the amounts grow (funding; a vToken that counts blocks; a rate model that does not answer).",
    }),
    seconds: z.int().nonnegative().nullable().openapi({
      description:
        "From the time of the answer's block: so many seconds later the market's own verdict is that the account may be liquidated, one second before it is not.",
    }),
    horizonSeconds: z.int(),
  })
  .openapi("TimeToLiquidation", {
    description:
      "By interest alone, at the rates of the answer's block: nobody calls the market in between, and no price moves.",
  });

export function timeToLiquidationAnswer(
  rule: MarketRule | PriceRule,
): z.infer<typeof timeToLiquidationSchema> {
  const found = secondsToLiquidation(rule);
  return {
    state: found.state,
    seconds: found.state === "after" ? safeNumber(found.seconds) : null,
    horizonSeconds: safeNumber(HORIZON_SECONDS),
  };
}
