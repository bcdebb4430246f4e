import { z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { MarketHealth } from "../../core/position.ts";
import type { AtRiskEntry } from "../book/at-risk-entry.ts";
import { atSchema, blockSchema } from "./block.ts";
import { causeAnswer, causeSchema } from "./cause.ts";
import { addressSchema, assetIdSchema, chainIdSchema, timeSchema } from "./identifier-schemas.ts";
import { methodologyReferenceSchema } from "./methodology-reference.ts";
import { orNull } from "./or-null.ts";
import { quantityAnswer, quantitySchema, usdAnswer } from "./quantity.ts";

export const placeShape = {
  account: addressSchema,
  chain: chainIdSchema,
  protocol: z.string(),
  marketId: z.string(),
  part: z.int().nonnegative().openapi({
    description: "Of several parts of one account in the market (vaults of a Maker ilk), which.",
  }),
};

const worthSchema = z.object({
  base: quantitySchema.openapi({ description: "In the market's own unit, by its own oracle." }),
  value: orNull(quantitySchema).openapi({
    description: "USD by Ballast's prices: collateral low, debt high; null where one is not known.",
  }),
});

export const atRiskItemSchema = z
  .object({
    ...placeShape,
    healthFactor: orNull(quantitySchema).openapi({
      description: "By the market's own rule and oracle, exactly; null where nothing is owed.",
    }),
    liquidatable: z.boolean(),
    collateral: worthSchema,
    debt: worthSchema,
    unit: z.union([z.literal("USD"), assetIdSchema]),
    causes: z.array(causeSchema),
  })
  .openapi("AtRisk", { description: "An account in a market, near its liquidation." });

export const atRiskUnknownSchema = z
  .object({
    ...placeShape,
    debtValue: orNull(quantitySchema).openapi({ description: "USD; null where it is not known." }),
    causes: z.array(causeSchema),
  })
  .openapi("AtRiskUnknown", {
    description: "An account that owes something in a market whose verdict is not known.",
  });

export const atRiskListSchema = z
  .object({
    items: z.array(atRiskItemSchema),
    unknown: z.array(atRiskUnknownSchema),
    next: z.string().nullable().openapi({
      description:
        "Cursor of the next page. Give this page's `at` with it where pages must belong together.",
    }),
    blocks: z.array(blockSchema),
    at: atSchema,
    evaluatedAt: timeSchema,
    simulated: z.boolean(),
    methodology: methodologyReferenceSchema,
  })
  .openapi("AtRiskList");

export type AtRiskItem = z.infer<typeof atRiskItemSchema>;
type AtRiskUnknown = z.infer<typeof atRiskUnknownSchema>;

/** Entries in two lists, each in the order given. */
export function atRiskAnswer(entries: readonly AtRiskEntry[]): {
  items: AtRiskItem[];
  unknown: AtRiskUnknown[];
} {
  return {
    items: entries.flatMap((entry) =>
      entry.market.health === null ? [] : [itemAnswer(entry, entry.market.health)],
    ),
    unknown: entries.filter(({ market }) => market.health === null).map(unknownAnswer),
  };
}

export function itemAnswer(entry: AtRiskEntry, health: MarketHealth): AtRiskItem {
  const { totals, causes } = entry.market;
  const base = (raw: bigint) => quantityAnswer(raw, health.baseUnitDecimals);
  return {
    ...placeAnswer(entry),
    healthFactor: entry.healthFactorWad === null ? null : quantityAnswer(entry.healthFactorWad, 18),
    liquidatable: health.liquidatable,
    collateral: { base: base(health.totalCollateralBase), value: usdAnswer(totals.grossWad) },
    debt: { base: base(health.totalDebtBase), value: usdAnswer(totals.debtWad) },
    unit: health.baseAsset ?? "USD",
    causes: causes.map(causeAnswer),
  };
}

function unknownAnswer(entry: AtRiskEntry): AtRiskUnknown {
  const { totals, causes } = entry.market;
  return {
    ...placeAnswer(entry),
    debtValue: usdAnswer(totals.debtWad),
    causes: causes.map(causeAnswer),
  };
}

function placeAnswer({ market, part }: AtRiskEntry) {
  const { account, chainId, protocol, marketId } = market;
  return { account, chain: chainCaip2(chainId), protocol, marketId, part };
}
