import { z } from "@hono/zod-openapi";
import { assetGroups } from "../liquidation/asset-group.ts";
import type { Price } from "../pricing/price.ts";
import type { RefusedAction } from "../simulation/simulate-markets.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import type { UnifiedValue } from "../valuation/unified/unified-value.ts";
import { accountCollateralAnswer, accountCollateralSchema } from "./account-collateral.ts";
import { causeAnswer, causeSchema } from "./cause.ts";
import { marketAnswer, marketSchema, totalsAnswer, totalsSchema } from "./market.ts";
import { orNull } from "./or-null.ts";
import { priceStatusSchema } from "./price-values.ts";
import { quantitySchema, usdAnswer } from "./quantity.ts";
import {
  accountBoundsAnswer,
  accountBoundsSchema,
  weakestLinkAnswer,
  weakestLinkSchema,
} from "./unified.ts";

const stateSchema = z
  .object({
    status: priceStatusSchema,
    totals: totalsSchema,
    weakestLink: weakestLinkSchema,
    bounds: accountBoundsSchema,
    markets: z.array(marketSchema),
    causes: z.array(causeSchema),
  })
  .openapi("SimulatedState", {
    description: "An account as the view of its collateral has it, with liquidation prices.",
  });

const pricePartsSchema = z.object({
  low: orNull(quantitySchema),
  mid: orNull(quantitySchema),
  high: orNull(quantitySchema),
});

export const simulationSchema = accountCollateralSchema
  .omit({
    ...{ status: true, totals: true, weakestLink: true, bounds: true },
    ...{ markets: true, causes: true },
  })
  .extend({
    before: stateSchema,
    after: stateSchema.openapi({
      description:
        "After the changes of prices, then the actions, in the blocks of the vector. Markets in the order of `before`, new ones last.",
    }),
    refused: z
      .array(
        z.object({
          action: z.int().nonnegative().openapi({ description: "Index in `actions`." }),
          reason: z.string().openapi({ example: "insufficient-collateral" }),
          detail: z.string(),
        }),
      )
      .openapi({
        description: "Actions that the market's contract would not do; they change nothing.",
      }),
    changedPrices: z.array(
      z.object({ priceId: z.string(), before: pricePartsSchema, after: pricePartsSchema }),
    ),
  })
  .openapi("Simulation");

type UnifiedState = { value: AccountValue; unified: UnifiedValue };

type Simulation = z.infer<typeof simulationSchema>;

export function simulationAnswer(
  parameters: Omit<
    Parameters<typeof accountCollateralAnswer>[0],
    "value" | "unified" | "linked"
  > & {
    before: UnifiedState;
    after: UnifiedState;
    refused: readonly RefusedAction[];
    changedPrices: readonly { before: Price; after: Price }[];
  },
): Simulation {
  const { before, after, refused, changedPrices, ...common } = parameters;
  const { status, totals, weakestLink, bounds, markets, causes, ...envelope } =
    accountCollateralAnswer({ ...common, ...before, linked: null });
  const groups = assetGroups(common.methodology);
  return {
    ...envelope,
    before: { status, totals, weakestLink, bounds, markets, causes },
    after: {
      status: after.value.status,
      totals: totalsAnswer(after.value.totals, after.unified.totals),
      weakestLink: weakestLinkAnswer(after.unified.weakestLink, false),
      bounds: accountBoundsAnswer(after.unified.bounds),
      markets: after.value.markets.map((market, index) =>
        marketAnswer(market, after.unified.markets[index]!, groups),
      ),
      causes: after.value.causes.map(causeAnswer),
    },
    refused: refused.map(({ index, code, detail }) => ({ action: index, reason: code, detail })),
    changedPrices: changedPrices.map((changed) => ({
      priceId: changed.before.priceId,
      before: pricePartsAnswer(changed.before),
      after: pricePartsAnswer(changed.after),
    })),
  };
}

function pricePartsAnswer({ lowWad, midWad, highWad }: Price): z.infer<typeof pricePartsSchema> {
  return { low: usdAnswer(lowWad), mid: usdAnswer(midWad), high: usdAnswer(highWad) };
}
