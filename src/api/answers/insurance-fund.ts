import { z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import { coverageWad, type InsuranceFund } from "../../core/insurance-fund.ts";
import { atSchema, blockSchema } from "./block.ts";
import { causeAnswer, causeSchema } from "./cause.ts";
import { addressSchema, assetIdSchema, chainIdSchema } from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { quantityAnswer, quantitySchema } from "./quantity.ts";

/** Shortfalls listed one by one; their sum counts all. */
const MOST_SHORTFALLS = 100;

const insuranceFundSchema = z
  .object({
    chain: chainIdSchema,
    protocol: z.string(),
    marketId: z.string(),
    fund: addressSchema,
    asset: assetIdSchema.openapi({
      description: "What the venue settles in: all amounts are in it.",
    }),
    symbol: z.string(),
    capacity: orNull(quantitySchema).openapi({
      description: "What the fund can pay, as its own contract says; negative where it owes.",
    }),
    tokenBalance: orNull(quantitySchema).openapi({ description: "In the fund's own pocket." }),
    venueBalance: orNull(quantitySchema).openapi({
      description: "What the fund has (or, negative, owes) inside the venue.",
    }),
    totalDebt: orNull(quantitySchema).openapi({
      description: "Debt in the venue's own books, where it keeps such a number.",
    }),
    obligations: z.object({
      shortfall: orNull(quantitySchema).openapi({
        description:
          "Σ over accounts that are worth less than nothing: what the fund must cover. Null where an account's value is not known.",
      }),
      shortfalls: z
        .array(z.object({ account: addressSchema, amount: quantitySchema }))
        .openapi({ description: `The greatest first, at most ${MOST_SHORTFALLS}.` }),
      shortfallAccounts: z.int().nonnegative(),
      unknownAccounts: z.int().nonnegative(),
      owedGains: quantitySchema.openapi({
        description: "Realised gains that accounts are owed and that are not settled.",
      }),
      openInterest: z.array(
        z.object({
          instrument: addressSchema,
          symbol: z.string(),
          long: orNull(quantitySchema),
          short: orNull(quantitySchema),
          markPrice: orNull(quantitySchema),
          notional: orNull(quantitySchema).openapi({
            description: "The greater side at the mark price, rounded up.",
          }),
        }),
      ),
    }),
    coverage: orNull(quantitySchema).openapi({
      description:
        "capacity / shortfall, rounded down: 1 covers all. Null where there is no obligation, or where either is not known.",
    }),
    causes: z.array(causeSchema),
  })
  .openapi("InsuranceFund");

export const insuranceFundListSchema = z
  .object({
    items: z.array(insuranceFundSchema),
    blocks: z.array(blockSchema),
    at: atSchema,
    simulated: z.boolean(),
  })
  .openapi("InsuranceFundList");

export function insuranceFundAnswer(fund: InsuranceFund): z.infer<typeof insuranceFundSchema> {
  const { capacity, decimals, obligations } = fund;
  const unit = 10n ** BigInt(18 - decimals);
  const amount = (raw: bigint | null) => (raw === null ? null : quantityAnswer(raw, decimals));
  const wad = (raw: bigint | null) => (raw === null ? null : quantityAnswer(raw, 18));
  return {
    chain: chainCaip2(fund.chainId),
    protocol: fund.protocol,
    marketId: fund.marketId,
    fund: fund.fund,
    asset: fund.asset,
    symbol: fund.symbol,
    capacity: amount(capacity),
    tokenBalance: amount(fund.tokenBalance),
    venueBalance: amount(fund.venueBalance),
    totalDebt: amount(fund.totalDebt),
    obligations: {
      shortfall: wad(obligations.shortfallWad),
      shortfalls: obligations.shortfalls
        .slice(0, MOST_SHORTFALLS)
        .map(({ account, shortfallWad }) => ({
          account,
          amount: quantityAnswer(shortfallWad, 18),
        })),
      shortfallAccounts: obligations.shortfalls.length,
      unknownAccounts: obligations.unknownAccounts,
      owedGains: quantityAnswer(obligations.owedGainsWad, 18),
      openInterest: obligations.openInterest.map((one) => ({
        instrument: one.instrument,
        symbol: one.symbol,
        long: wad(one.longWad),
        short: wad(one.shortWad),
        markPrice: wad(one.markPriceWad),
        notional: wad(one.notionalWad),
      })),
    },
    coverage: wad(
      coverageWad({
        capacityWad: capacity === null ? null : capacity * unit,
        obligationWad: obligations.shortfallWad,
      }),
    ),
    causes: fund.causes.map(causeAnswer),
  };
}
