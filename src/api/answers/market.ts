import { z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { MarketHealth } from "../../core/position.ts";
import type { AssetGroup } from "../liquidation/asset-group.ts";
import { liquidationPrices } from "../liquidation/liquidation-prices.ts";
import { ASSET_CLASSES } from "../methodology/methodology.ts";
import type { ValuedMarket, ValuedPosition, ValueTotals } from "../valuation/account-value.ts";
import type { MarketStanding, UnifiedTotals } from "../valuation/unified/unified-value.ts";
import { causeAnswer, causeSchema } from "./cause.ts";
import { derivativeAnswer, derivativeSchema, marginAnswer, marginSchema } from "./derivative.ts";
import { addressSchema, assetIdSchema, chainIdSchema, timeSchema } from "./identifier-schemas.ts";
import { jointLiquidationSchema, jointLiquidationsAnswer } from "./joint-liquidation.ts";
import { liquidationPriceAnswer, liquidationPriceSchema } from "./liquidation-price.ts";
import { orNull } from "./or-null.ts";
import { quantityAnswer, quantitySchema, usdAnswer } from "./quantity.ts";
import { timeToLiquidationAnswer, timeToLiquidationSchema } from "./time-to-liquidation.ts";
import {
  healthFactorAnswer,
  healthFactorSchema,
  independentVerdictAnswer,
  independentVerdictSchema,
  unifiedTotalsAnswer,
  unifiedTotalsShape,
} from "./unified.ts";

const assetClassSchema = z.enum(ASSET_CLASSES);

const positionSchema = z
  .object({
    kind: z.enum(["collateral", "debt"]),
    asset: assetIdSchema,
    symbol: z.string(),
    class: assetClassSchema.nullable().openapi({
      description: "Risk class of the asset; null where the methodology does not cover it.",
    }),
    amount: quantitySchema.openapi({
      description: "Accrued to the answer's block, as the contract rounds.",
    }),
    bookedAmount: quantitySchema.optional().openapi({
      description:
        "A debt as the contract has booked it, where it books interest only when somebody calls (Maker's drip): `amount` has the interest since.",
    }),
    priceId: z.string().nullable(),
    value: orNull(quantitySchema).openapi({ description: "USD; null where there is no price." }),
    haircutBps: z.int(),
    adjustedValue: orNull(quantitySchema).openapi({ description: "USD after the haircut." }),
    securesDebt: z.boolean(),
    enforceability: z.enum(["locked", "observed"]),
    availableAt: timeSchema.optional(),
    holder: addressSchema,
    wrappedIn: z
      .array(z.object({ asset: assetIdSchema, symbol: z.string(), amount: quantitySchema }))
      .optional()
      .openapi({
        description:
          "The shares through which the asset is held, outermost first: a vault share is counted as what it stands for at the block.",
      }),
  })
  .openapi("Position");

const healthSchema = z
  .object({
    totalCollateral: quantitySchema,
    totalDebt: quantitySchema,
    availableBorrows: quantitySchema,
    liquidationThreshold: quantitySchema.openapi({ description: "raw is in basis points." }),
    loanToValue: quantitySchema.openapi({ description: "raw is in basis points." }),
    healthFactor: healthFactorSchema,
    liquidatable: z.boolean(),
    unit: z.union([z.literal("USD"), assetIdSchema]).openapi({
      description: "What the market reckons its totals in.",
    }),
  })
  .openapi("MarketHealth", {
    description: "The market's own verdict by its own rules and its own oracle.",
  });

const totalsShape = {
  gross: orNull(quantitySchema),
  debt: orNull(quantitySchema),
  net: orNull(quantitySchema),
  adjusted: orNull(quantitySchema),
};

const { unified: _, ...marketPartShape } = unifiedTotalsShape;

const marketTotalsSchema = z
  .object({ ...totalsShape, ...marketPartShape })
  .openapi("MarketTotals", {
    description:
      "USD. adjusted = max(0, collateral after haircut − debt). Null where a part is not known.",
  });

export const totalsSchema = z.object({ ...totalsShape, ...unifiedTotalsShape }).openapi("Totals", {
  description:
    "USD. adjusted = Σ over markets of max(0, collateral after haircut − debt of that market). Null where a part is not known.",
});

export const marketSchema = z
  .object({
    chain: chainIdSchema,
    protocol: z.string(),
    marketId: z.string(),
    positions: z.array(positionSchema),
    health: orNull(healthSchema),
    liquidationPrices: z.array(liquidationPriceSchema).openapi({
      description:
        "Of every price that the health depends on; empty without debt and where the market has no rule. A price that changes amounts as well (of an instrument in which the account provides liquidity) is left out.",
    }),
    jointLiquidation: z.array(jointLiquidationSchema).openapi({
      description:
        "Of every group of correlated assets of which at least two prices of the market would move.",
    }),
    timeToLiquidation: orNull(timeToLiquidationSchema).openapi({
      description: "Null without debt, and where the market has no rule.",
    }),
    derivatives: z.array(derivativeSchema),
    margin: orNull(marginSchema).openapi({
      description: "Null where the market has no margin, or where it is not known (`causes`).",
    }),
    independent: orNull(independentVerdictSchema).openapi({
      description: "Null where the market has no rule on the account, or its health is not known.",
    }),
    totals: marketTotalsSchema,
    passThrough: z.boolean().openapi({
      description:
        "The account holds this for others (a vault for its shareholders), at whom it is counted: it is not in the account's totals.",
    }),
    causes: z.array(causeSchema),
  })
  .openapi("Market", { description: "The account's standing in one margin silo." });

export function marketAnswer(
  market: ValuedMarket,
  { lockedWad, freeWad, independent }: MarketStanding,
  groups: readonly AssetGroup[],
): z.infer<typeof marketSchema> {
  const rule =
    market.health?.healthFactorWad == null ? undefined : (market.rule ?? market.priceRule);
  return {
    chain: chainCaip2(market.chainId),
    protocol: market.protocol,
    marketId: market.marketId,
    positions: market.positions.map(positionAnswer),
    health: market.health === null ? null : healthAnswer(market.health),
    liquidationPrices:
      rule === undefined ? [] : liquidationPrices(rule).map(liquidationPriceAnswer),
    jointLiquidation: rule === undefined ? [] : jointLiquidationsAnswer(rule, groups),
    timeToLiquidation: rule === undefined ? null : timeToLiquidationAnswer(rule),
    derivatives: (market.derivatives ?? []).map(derivativeAnswer),
    margin: market.margin === undefined ? null : marginAnswer(market.margin),
    independent: independent === undefined ? null : independentVerdictAnswer(independent),
    totals: {
      ...valueTotalsAnswer(market.totals),
      locked: usdAnswer(lockedWad),
      free: usdAnswer(freeWad),
    },
    passThrough: market.passThrough ?? false,
    causes: market.causes.map(causeAnswer),
  };
}

export function totalsAnswer(
  totals: ValueTotals,
  unified: UnifiedTotals,
): z.infer<typeof totalsSchema> {
  return { ...valueTotalsAnswer(totals), ...unifiedTotalsAnswer(unified) };
}

function valueTotalsAnswer(totals: ValueTotals) {
  return {
    gross: usdAnswer(totals.grossWad),
    debt: usdAnswer(totals.debtWad),
    net: usdAnswer(totals.netWad),
    adjusted: usdAnswer(totals.adjustedWad),
  };
}

function positionAnswer(position: ValuedPosition): z.infer<typeof positionSchema> {
  return {
    kind: position.kind,
    asset: position.asset,
    symbol: position.symbol,
    class: position.assetClass,
    amount: quantityAnswer(position.amount, position.decimals),
    bookedAmount:
      position.bookedAmount === undefined
        ? undefined
        : quantityAnswer(position.bookedAmount, position.decimals),
    priceId: position.priceId,
    value: usdAnswer(position.valueWad),
    haircutBps: position.haircutBps,
    adjustedValue: usdAnswer(position.adjustedWad),
    securesDebt: position.securesDebt,
    enforceability: position.enforceability,
    availableAt: position.availableAtSeconds,
    holder: position.holder,
    wrappedIn: position.wrappedIn?.map(({ asset, symbol, decimals, amount }) => ({
      asset,
      symbol,
      amount: quantityAnswer(amount, decimals),
    })),
  };
}

function healthAnswer(health: MarketHealth): z.infer<typeof healthSchema> {
  const base = (raw: bigint) => quantityAnswer(raw, health.baseUnitDecimals);
  return {
    totalCollateral: base(health.totalCollateralBase),
    totalDebt: base(health.totalDebtBase),
    availableBorrows: base(health.availableBorrowsBase),
    liquidationThreshold: quantityAnswer(health.currentLiquidationThresholdBps, 4),
    loanToValue: quantityAnswer(health.ltvBps, 4),
    healthFactor: healthFactorAnswer(health.healthFactorWad),
    liquidatable: health.liquidatable,
    unit: health.baseAsset ?? "USD",
  };
}
