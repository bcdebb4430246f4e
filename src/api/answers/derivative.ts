import { z } from "@hono/zod-openapi";
import type { DerivativePosition, MarginAccount } from "../../core/position.ts";
import { addressSchema, assetIdSchema } from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { quantityAnswer, quantitySchema } from "./quantity.ts";

export const derivativeSchema = z
  .object({
    instrument: addressSchema,
    symbol: z.string(),
    size: orNull(quantitySchema).openapi({
      description: "Of the base; positive is long. With what liquidity makes of it.",
    }),
    openNotional: orNull(quantitySchema).openapi({
      description: "What was paid (negative) or got for the size.",
    }),
    indexPrice: orNull(quantitySchema),
    markPrice: orNull(quantitySchema).openapi({
      description: "What the venue itself values the size at.",
    }),
    bankruptcyPrice: orNull(quantitySchema).openapi({
      description:
        "The last mark price at which the account's value is not negative, all else as it is, exact to 10^-18; null where there is none, and where the account provides liquidity in the instrument.",
    }),
    unrealizedPnl: orNull(quantitySchema),
    pendingFunding: orNull(quantitySchema).openapi({
      description: "Positive: owed by the account, and not yet taken from it.",
    }),
    liquidity: z
      .object({
        size: orNull(quantitySchema),
        openNotional: orNull(quantitySchema),
        pendingFees: orNull(quantitySchema),
        ranges: z.array(
          z.object({ lowerTick: z.int(), upperTick: z.int(), liquidity: z.string() }),
        ),
      })
      .optional()
      .openapi({ description: "The part that comes of liquidity which the account provides." }),
  })
  .openapi("DerivativePosition", {
    description:
      "Null where the venue's own contract fails to state it. What it is worth is in `positions` as well, in the asset it settles in.",
  });

export function derivativeAnswer(one: DerivativePosition): z.infer<typeof derivativeSchema> {
  const wad = (raw: bigint | null) => (raw === null ? null : quantityAnswer(raw, 18));
  return {
    instrument: one.instrument,
    symbol: one.symbol,
    size: wad(one.sizeWad),
    openNotional: wad(one.openNotionalWad),
    indexPrice: wad(one.indexPriceWad),
    markPrice: wad(one.markPriceWad),
    bankruptcyPrice: wad(one.bankruptcyPriceWad),
    unrealizedPnl: wad(one.unrealizedPnlWad),
    pendingFunding: wad(one.pendingFundingWad),
    liquidity:
      one.liquidity === undefined
        ? undefined
        : {
            size: wad(one.liquidity.sizeWad),
            openNotional: wad(one.liquidity.openNotionalWad),
            pendingFees: wad(one.liquidity.pendingFeesWad),
            ranges: one.liquidity.ranges.map(({ lowerTick, upperTick, liquidity }) => ({
              ...{ lowerTick, upperTick, liquidity: liquidity.toString() },
            })),
          },
  };
}

export const marginSchema = z
  .object({
    asset: assetIdSchema.openapi({ description: "What all amounts are in." }),
    accountValue: quantitySchema.openapi({ description: "Signed; unrealised results included." }),
    totalCollateralValue: quantitySchema.openapi({ description: "Without unrealised results." }),
    freeCollateral: quantitySchema,
    initialRequirement: quantitySchema,
    maintenanceRequirement: quantitySchema,
    liquidatable: z.boolean(),
  })
  .openapi("MarginAccount", { description: "As the venue's own contracts state it." });

export function marginAnswer(margin: MarginAccount): z.infer<typeof marginSchema> {
  const wad = (raw: bigint) => quantityAnswer(raw, 18);
  return {
    asset: margin.asset,
    accountValue: wad(margin.accountValueWad),
    totalCollateralValue: wad(margin.totalCollateralValueWad),
    freeCollateral: wad(margin.freeCollateralWad),
    initialRequirement: wad(margin.initialRequirementWad),
    maintenanceRequirement: wad(margin.maintenanceRequirementWad),
    liquidatable: margin.liquidatable,
  };
}
