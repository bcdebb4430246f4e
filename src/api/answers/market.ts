import { z } from "@hono/zod-openapi";
import { maxUint256 } from "viem";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { DerivativePosition, MarginAccount, MarketHealth } from "../../core/position.ts";
import {
  type AssetLiquidationPrice,
  liquidationPrices,
} from "../liquidation/liquidation-prices.ts";
import { ASSET_CLASSES } from "../methodology/methodology.ts";
import type { ValuedMarket, ValuedPosition, ValueTotals } from "../valuation/account-value.ts";
import { causeAnswer, causeSchema } from "./cause.ts";
import {
  addressSchema,
  assetIdSchema,
  chainIdSchema,
  safeNumber,
  timeSchema,
} from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { quantityAnswer, quantitySchema, usdAnswer } from "./quantity.ts";

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
    healthFactor: z
      .object({ decimal: z.string().nullable(), raw: z.string(), decimals: z.int() })
      .openapi({
        description:
          "Without debt raw is the largest uint256, as the contract returns it, and decimal null.",
      }),
    liquidatable: z.boolean(),
    unit: z.union([z.literal("USD"), assetIdSchema]).openapi({
      description: "What the market reckons its totals in.",
    }),
  })
  .openapi("MarketHealth", {
    description: "The market's own verdict by its own rules and its own oracle.",
  });

const liquidationPriceSchema = z
  .object({
    asset: assetIdSchema,
    symbol: z.string(),
    state: z.enum(["at", "none", "liquidatable"]).openapi({
      description:
        "`none`: no price of this asset alone makes the account fit for liquidation. `liquidatable`: it may be liquidated as it is.",
    }),
    direction: z.enum(["falling", "rising"]).nullable(),
    price: orNull(quantitySchema).openapi({
      description: "The last safe price of a whole token, in `unit`, rounded to the safe side.",
    }),
    oraclePrice: z.string().nullable().openapi({
      description:
        "The same in the unit of the market's oracle (Maker's: the Vat's spot): one step further the account may be liquidated.",
    }),
    oraclePriceNow: z.string(),
    distanceBps: z.int().nullable().openapi({ description: "From now, rounded down." }),
    unit: z.union([z.literal("USD"), assetIdSchema]),
  })
  .openapi("LiquidationPrice", {
    description: "How far the price of one asset may go, all others and all amounts as they are.",
  });

const derivativeSchema = z
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

const marginSchema = z
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

export const totalsSchema = z
  .object({
    gross: orNull(quantitySchema),
    debt: orNull(quantitySchema),
    net: orNull(quantitySchema),
    adjusted: orNull(quantitySchema),
  })
  .openapi("Totals", {
    description:
      "USD. adjusted = Σ over markets of max(0, collateral after haircut − debt of that market). Null where a part has no price.",
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
        "Of every price that the health depends on; empty without debt, where the market has no rule, and where other prices change amounts as well.",
    }),
    derivatives: z.array(derivativeSchema),
    margin: orNull(marginSchema).openapi({
      description: "Null where the market has no margin, or where it is not known (`causes`).",
    }),
    totals: totalsSchema,
    passThrough: z.boolean().openapi({
      description:
        "The account holds this for others (a vault for its shareholders), at whom it is counted: it is not in the account's totals.",
    }),
    causes: z.array(causeSchema),
  })
  .openapi("Market", { description: "The account's standing in one margin silo." });

export function marketAnswer(market: ValuedMarket): z.infer<typeof marketSchema> {
  return {
    chain: chainCaip2(market.chainId),
    protocol: market.protocol,
    marketId: market.marketId,
    positions: market.positions.map(positionAnswer),
    health: market.health === null ? null : healthAnswer(market.health),
    liquidationPrices:
      market.rule === undefined || market.health?.healthFactorWad == null
        ? []
        : liquidationPrices(market.rule).map(liquidationPriceAnswer),
    derivatives: (market.derivatives ?? []).map(derivativeAnswer),
    margin: market.margin === undefined ? null : marginAnswer(market.margin),
    totals: totalsAnswer(market.totals),
    passThrough: market.passThrough ?? false,
    causes: market.causes.map(causeAnswer),
  };
}

export function totalsAnswer(totals: ValueTotals): z.infer<typeof totalsSchema> {
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

function liquidationPriceAnswer(
  one: AssetLiquidationPrice,
): z.infer<typeof liquidationPriceSchema> {
  const { rulePrice, found, distanceBps } = one;
  return {
    asset: rulePrice.asset,
    symbol: rulePrice.symbol,
    state: found.state,
    direction: found.state === "at" ? found.direction : null,
    price: usdAnswer(one.perTokenWad),
    oraclePrice: found.state === "at" ? found.price.toString() : null,
    oraclePriceNow: rulePrice.price.toString(),
    distanceBps: distanceBps === null ? null : safeNumber(distanceBps),
    unit: rulePrice.unit ?? "USD",
  };
}

function derivativeAnswer(one: DerivativePosition): z.infer<typeof derivativeSchema> {
  const wad = (raw: bigint | null) => (raw === null ? null : quantityAnswer(raw, 18));
  return {
    instrument: one.instrument,
    symbol: one.symbol,
    size: wad(one.sizeWad),
    openNotional: wad(one.openNotionalWad),
    indexPrice: wad(one.indexPriceWad),
    markPrice: wad(one.markPriceWad),
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

function marginAnswer(margin: MarginAccount): z.infer<typeof marginSchema> {
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

function healthAnswer(health: MarketHealth): z.infer<typeof healthSchema> {
  const base = (raw: bigint) => quantityAnswer(raw, health.baseUnitDecimals);
  return {
    totalCollateral: base(health.totalCollateralBase),
    totalDebt: base(health.totalDebtBase),
    availableBorrows: base(health.availableBorrowsBase),
    liquidationThreshold: quantityAnswer(health.currentLiquidationThresholdBps, 4),
    loanToValue: quantityAnswer(health.ltvBps, 4),
    healthFactor:
      health.healthFactorWad === null
        ? { decimal: null, raw: maxUint256.toString(), decimals: 18 }
        : quantityAnswer(health.healthFactorWad, 18),
    liquidatable: health.liquidatable,
    unit: health.baseAsset ?? "USD",
  };
}
