import { z } from "@hono/zod-openapi";
import { mulDivDown, WAD } from "../../core/fixed-point.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { LiquidatedAmount, Liquidation, WrittenOff } from "../../core/liquidation.ts";
import type { Cause } from "../../core/position.ts";
import type {
  LiquidationPrice,
  LiquidationPrices,
} from "../liquidation/read-liquidation-prices.ts";
import { atSchema } from "./block.ts";
import { causeAnswer, causeSchema } from "./cause.ts";
import {
  addressSchema,
  assetIdSchema,
  blockNumberSchema,
  chainIdSchema,
  hashSchema,
  safeNumber,
  timeSchema,
} from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { priceStatusSchema } from "./price-values.ts";
import { quantityAnswer, quantitySchema, usdAnswer } from "./quantity.ts";

const amountSchema = z
  .object({
    asset: assetIdSchema,
    symbol: z.string(),
    amount: quantitySchema,
    shares: z
      .object({ asset: assetIdSchema, symbol: z.string(), amount: quantitySchema })
      .optional()
      .openapi({
        description: "The share tokens that changed hands; `amount` is what they stood for.",
      }),
    priceId: z.string().nullable(),
    price: orNull(quantitySchema).openapi({
      description:
        "Ballast's middle price at the liquidation's block, USD per whole token, as `/v1/prices?at=` of that block has it; null where it is not known (`causes`).",
    }),
    priceStatus: orNull(priceStatusSchema),
    value: orNull(quantitySchema).openapi({ description: "USD at that price, rounded down." }),
  })
  .openapi("LiquidatedAmount");

const writtenOffSchema = amountSchema
  .extend({ borneBy: z.enum(["suppliers", "protocol", "insurance-fund"]) })
  .openapi("WrittenOff");

const liquidationSchema = z
  .object({
    chain: chainIdSchema,
    protocol: z.string(),
    marketId: z.string(),
    kind: z.enum(["repayment", "seizure", "healing", "takeover", "sale"]).openapi({
      description:
        "`repayment`: a debt repaid for collateral. `seizure`: collateral seized for an auction. `healing`: all collateral taken, debts repaid in part and forgiven. `takeover`: a derivative taken over. `sale`: collateral sold for what is owed to a venue.",
    }),
    account: addressSchema,
    holder: addressSchema.optional().openapi({
      description: "Who had it in the protocol's books where that was not the account (an urn).",
    }),
    liquidator: addressSchema.nullable().openapi({ description: "Null where no log says it." }),
    block: blockNumberSchema,
    time: timeSchema,
    logIndex: z.int().nonnegative(),
    transaction: hashSchema,
    repaid: z.array(amountSchema),
    seized: z.array(amountSchema),
    badDebt: orNull(z.array(writtenOffSchema)).openapi({
      description:
        "What was left and nobody owes any more; empty where nothing was written off, null where it is not known (`causes`).",
    }),
    auction: z
      .object({ contract: addressSchema, id: z.string(), owed: amountSchema })
      .optional()
      .openapi({ description: "Where what was seized is sold, and for how much of debt." }),
    derivative: z
      .object({
        instrument: addressSchema,
        symbol: z.string(),
        size: quantitySchema.openapi({ description: "Without a sign: the venue logs none." }),
        notional: quantitySchema,
        executionPrice: orNull(quantitySchema).openapi({
          description: "notional / size, rounded down: the price at which it was taken over.",
        }),
        penalty: quantitySchema.openapi({ description: "In what the venue settles in." }),
      })
      .optional(),
    insuranceFee: amountSchema.optional(),
    causes: z.array(causeSchema),
  })
  .openapi("Liquidation", { description: "One liquidation as its contracts logged it." });

export const liquidationListSchema = z
  .object({
    items: z.array(liquidationSchema),
    next: z.string().nullable().openapi({
      description:
        "Cursor of the next page. It names the place and the block vector, so that new blocks change no later page.",
    }),
    at: atSchema.openapi({ description: "Nothing is missing up to here." }),
    simulated: z.boolean(),
  })
  .openapi("LiquidationList");

export function liquidationAnswer(
  liquidation: Liquidation,
  prices: LiquidationPrices,
): z.infer<typeof liquidationSchema> {
  const { chainId, derivative, auction, insuranceFee } = liquidation;
  const unknown = new Map<string, Cause>();
  const amountOf = (amount: LiquidatedAmount) => {
    const found = prices(liquidation, amount.asset);
    const priced = pricedOf(amount, found);
    const cause = priceCause(amount, found, priced);
    if (cause !== null) unknown.set(amount.asset, { ...cause, chainId, asset: amount.asset });
    return amountAnswer(amount, priced);
  };
  const writtenOff = (one: WrittenOff) => ({ ...amountOf(one), borneBy: one.borneBy });
  const answer = {
    chain: chainCaip2(chainId),
    ...{ protocol: liquidation.protocol, marketId: liquidation.marketId, kind: liquidation.kind },
    ...{ account: liquidation.account, holder: liquidation.holder },
    liquidator: liquidation.liquidator,
    block: safeNumber(liquidation.blockNumber),
    ...{ time: liquidation.timestampSeconds, logIndex: liquidation.logIndex },
    transaction: liquidation.transactionHash,
    repaid: liquidation.repaid.map(amountOf),
    seized: liquidation.seized.map(amountOf),
    badDebt: liquidation.badDebt === null ? null : liquidation.badDebt.map(writtenOff),
    auction:
      auction === undefined
        ? undefined
        : {
            ...{ contract: auction.contract, id: auction.id.toString() },
            owed: amountOf(auction.owed),
          },
    derivative:
      derivative === undefined
        ? undefined
        : {
            ...{ instrument: derivative.instrument, symbol: derivative.symbol },
            size: quantityAnswer(derivative.sizeWad, 18),
            notional: quantityAnswer(derivative.notionalWad, 18),
            executionPrice:
              derivative.sizeWad === 0n
                ? null
                : quantityAnswer(mulDivDown(derivative.notionalWad, WAD, derivative.sizeWad), 18),
            penalty: quantityAnswer(derivative.penaltyWad, 18),
          },
    insuranceFee: insuranceFee === undefined ? undefined : amountOf(insuranceFee),
  };
  return { ...answer, causes: [...liquidation.causes, ...unknown.values()].map(causeAnswer) };
}

type Priced = Extract<LiquidationPrice, { price: unknown }>;

/** Null also where the methodology's asset has other decimals: it is another token then. */
function pricedOf({ decimals }: LiquidatedAmount, found: LiquidationPrice): Priced | null {
  return "unknown" in found || found.asset.decimals !== decimals ? null : found;
}

function amountAnswer(
  { asset, symbol, decimals, amount, shares }: LiquidatedAmount,
  priced: Priced | null,
): z.infer<typeof amountSchema> {
  const midWad = priced?.price.midWad ?? null;
  return {
    ...{ asset, symbol, amount: quantityAnswer(amount, decimals) },
    shares:
      shares === undefined
        ? undefined
        : {
            ...{ asset: shares.asset, symbol: shares.symbol },
            amount: quantityAnswer(shares.amount, shares.decimals),
          },
    priceId: priced?.asset.priceId ?? null,
    price: usdAnswer(midWad),
    priceStatus: priced?.price.status ?? null,
    value: usdAnswer(midWad === null ? null : mulDivDown(amount, midWad, 10n ** BigInt(decimals))),
  };
}

function priceCause(
  { symbol }: LiquidatedAmount,
  found: LiquidationPrice,
  priced: Priced | null,
): Cause | null {
  if (priced !== null) {
    if (priced.price.midWad !== null) return null;
    return {
      code: "price-unavailable",
      detail: `There was no price of ${symbol} at the liquidation's block.`,
    };
  }
  if (!("unknown" in found) || found.unknown === "not-covered") {
    return { code: "price-not-covered", detail: `The methodology has no price of ${symbol}.` };
  }
  return found.unknown === "not-settled"
    ? {
        code: "price-not-settled",
        detail: "Another chain is not yet indexed up to the liquidation's block: ask again.",
      }
    : {
        code: "price-before-index",
        detail: "The index of another chain begins after the liquidation's block.",
      };
}
