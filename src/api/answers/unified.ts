import { z } from "@hono/zod-openapi";
import { maxUint256 } from "viem";
import { chainCaip2 } from "../../core/identifiers.ts";
import {
  BOUND_SOURCES,
  type IndependentVerdict,
  type UnifiedTotals,
  type ValueBounds,
  type WeakestLink,
} from "../valuation/unified/unified-value.ts";
import { addressSchema, assetIdSchema, chainIdSchema, safeNumber } from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { quantityAnswer, quantitySchema, usdAnswer } from "./quantity.ts";

export const healthFactorSchema = z
  .object({ decimal: z.string().nullable(), raw: z.string(), decimals: z.int() })
  .openapi("HealthFactor", {
    description:
      "Without debt raw is the largest uint256, as the contract returns it, and decimal null.",
  });

/** @param wad Null without debt. */
export function healthFactorAnswer(wad: bigint | null): z.infer<typeof healthFactorSchema> {
  return wad === null
    ? { decimal: null, raw: maxUint256.toString(), decimals: 18 }
    : quantityAnswer(wad, 18);
}

export const unifiedTotalsShape = {
  locked: orNull(quantitySchema).openapi({
    description: "USD after haircuts that Ballast's vaults hold and cannot release at once.",
  }),
  free: orNull(quantitySchema).openapi({
    description:
      "USD after haircuts that the markets' own rules would release, at most what is above their debts.",
  }),
  unified: orNull(quantitySchema).openapi({
    description:
      "USD: locked in full, free at the methodology's rate, less what size takes. Null where a part is not known.",
  }),
};

export function unifiedTotalsAnswer({ lockedWad, freeWad, unifiedWad }: UnifiedTotals) {
  return {
    locked: usdAnswer(lockedWad),
    free: usdAnswer(freeWad),
    unified: usdAnswer(unifiedWad),
  };
}

export const weakestLinkSchema = z
  .object({
    state: z.enum(["none", "known", "unknown"]).openapi({
      description:
        "`none`: no market that can liquidate. `unknown`: a market with a debt whose health is not known may be it.",
    }),
    chain: chainIdSchema.nullable(),
    marketId: z.string().nullable(),
    account: addressSchema.nullable().optional().openapi({
      description: "Whose standing it is, with `linked=true`.",
    }),
    healthFactor: orNull(quantitySchema),
    distanceBps: z.int().nullable().openapi({
      description: "How far all its collateral's prices may fall together, rounded down.",
    }),
    liquidatable: z.boolean().nullable(),
  })
  .openapi("WeakestLink", {
    description: "The market nearest to liquidation by its own rule and its own oracle.",
  });

/** @param isOfSeveral Whether the markets are of accounts that are linked, so that whose it is matters. */
export function weakestLinkAnswer(
  link: WeakestLink,
  isOfSeveral: boolean,
): z.infer<typeof weakestLinkSchema> {
  const known = link.state === "known" ? link : null;
  return {
    state: link.state,
    chain: link.state === "none" ? null : chainCaip2(link.chainId),
    marketId: link.state === "none" ? null : link.marketId,
    ...(isOfSeveral && { account: link.state === "none" ? null : link.account }),
    healthFactor: known === null ? null : quantityAnswer(known.healthFactorWad, 18),
    distanceBps: known === null ? null : safeNumber(known.distanceBps),
    liquidatable: known?.liquidatable ?? null,
  };
}

const boundsSchema = z
  .object({
    lower: quantitySchema,
    upper: quantitySchema,
    widthBps: z.int().openapi({ description: "Of the larger of both, rounded up." }),
    shares: z
      .array(z.object({ source: z.enum(BOUND_SOURCES), width: orNull(quantitySchema) }))
      .openapi({
        description:
          "What makes the width, added one after the other: feeds that differ, the confidence they state, their age, the index's lag, blocks that are not final, withdrawals under way. Null: not known, and not in the bounds.",
      }),
  })
  .openapi("ValueBounds", { description: "USD: between what and what the value is." });

export const accountBoundsSchema = z
  .object({ net: orNull(boundsSchema), unified: orNull(boundsSchema) })
  .openapi("AccountBounds", { description: "Null where the value is." });

function boundsAnswer(bounds: ValueBounds | null): z.infer<typeof boundsSchema> | null {
  if (bounds === null) return null;
  return {
    lower: quantityAnswer(bounds.lowerWad, 18),
    upper: quantityAnswer(bounds.upperWad, 18),
    widthBps: safeNumber(bounds.widthBps),
    shares: bounds.shares.map(({ source, wad }) => ({ source, width: usdAnswer(wad) })),
  };
}

export function accountBoundsAnswer(bounds: {
  net: ValueBounds | null;
  unified: ValueBounds | null;
}): z.infer<typeof accountBoundsSchema> {
  return { net: boundsAnswer(bounds.net), unified: boundsAnswer(bounds.unified) };
}

export const independentVerdictSchema = z
  .object({
    healthFactor: orNull(healthFactorSchema).openapi({
      description: "At Ballast's medians; null where one is missing.",
    }),
    lowerHealthFactor: orNull(quantitySchema),
    upperHealthFactor: orNull(quantitySchema),
    liquidatable: z.boolean().nullable(),
    differs: z.enum(["no", "protocol-only", "independent-only", "unknown"]).openapi({
      description:
        "`protocol-only`: the protocol will liquidate although our prices do not say so. `independent-only`: it will not, although they do.",
    }),
    prices: z.array(
      z.object({
        asset: assetIdSchema,
        symbol: z.string(),
        priceId: z.string().nullable().openapi({
          description: "Ballast's price of it; null where the methodology has none.",
        }),
        oraclePrice: z.string().openapi({ description: "In the unit of the market's oracle." }),
        ballastPrice: z.string().nullable(),
        differenceBps: z.int().nullable().openapi({
          description: "(oracle − Ballast) / Ballast, towards zero.",
        }),
      }),
    ),
  })
  .openapi("IndependentVerdict", {
    description: "The market's own rule at Ballast's prices in place of its oracle's.",
  });

export function independentVerdictAnswer(
  verdict: IndependentVerdict,
): z.infer<typeof independentVerdictSchema> {
  const { health, lowerHealthFactorWad: lower, upperHealthFactorWad: upper } = verdict;
  return {
    healthFactor: health === null ? null : healthFactorAnswer(health.healthFactorWad),
    lowerHealthFactor: usdAnswer(lower),
    upperHealthFactor: usdAnswer(upper),
    liquidatable: health?.liquidatable ?? null,
    differs: verdict.differs,
    prices: verdict.prices.map(({ rulePrice, priceId, ballastPrice, differenceBps }) => ({
      asset: rulePrice.asset,
      symbol: rulePrice.symbol,
      priceId,
      oraclePrice: rulePrice.price.toString(),
      ballastPrice: ballastPrice?.toString() ?? null,
      differenceBps: differenceBps === null ? null : safeNumber(differenceBps),
    })),
  };
}
