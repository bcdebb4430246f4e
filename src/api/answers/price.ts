import { z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import { ageSeconds } from "../clock.ts";
import type { BackingParts, DerivedParts, FeedEvidence, Price } from "../pricing/price.ts";
import {
  blockNumberSchema,
  chainIdSchema,
  hashSchema,
  safeNumber,
  timeSchema,
} from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";
import { priceValuesAnswer, priceValuesShape } from "./price-values.ts";
import { feedValueAnswer, quantityAnswer, quantitySchema, usdAnswer } from "./quantity.ts";

export const feedEvidenceSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    chain: chainIdSchema.nullable().openapi({ description: "Null for a feed over HTTP." }),
    value: orNull(quantitySchema).openapi({
      description: "As the feed said it, in the unit that it quotes in.",
    }),
    price: orNull(quantitySchema).openapi({ description: "USD per whole token." }),
    confidenceBps: z.int().nullable(),
    sourceTime: timeSchema
      .nullable()
      .openapi({ description: "When the value was signed or observed." }),
    writeTime: timeSchema.nullable().openapi({
      description:
        "Time of the block that stored it, or the later block time from which it counts (over HTTP; Chronicle's optimistic values).",
    }),
    receivedTime: timeSchema
      .nullable()
      .openapi({ description: "When it was received over HTTP; null for a chain's." }),
    ageSeconds: z.int().nullable().openapi({ description: "From source time to evaluation." }),
    block: blockNumberSchema.nullable(),
    transaction: hashSchema.nullable(),
    round: z.string().nullable(),
    voted: z.boolean(),
    reject: z.string().nullable().openapi({ description: "Why the value is not a vote." }),
    upstream: z.array(z.string()),
    voteGroup: z.int().openapi({ description: "Feeds of one group are one vote." }),
  })
  .openapi("FeedEvidence");

const derivedSchema = z
  .object({
    rateId: z.string(),
    rate: orNull(quantitySchema).openapi({ description: "The rate in use." }),
    liveRate: orNull(quantitySchema).openapi({ description: "The rate that its contract gives." }),
    cap: orNull(quantitySchema),
    fundamental: orNull(quantitySchema).openapi({ description: "USD: rate times base." }),
    market: orNull(quantitySchema).openapi({ description: "USD: what markets pay." }),
  })
  .openapi("DerivedParts", {
    description: "Of what a price that is a rate times another is made.",
  });

const backingSchema = z
  .object({
    id: z.string(),
    asOf: timeSchema.nullable().openapi({
      description: "The moment at which all chains of the bridge are compared.",
    }),
    remote: orNull(quantitySchema).openapi({ description: "Supply on all remote chains." }),
    escrowed: orNull(quantitySchema).openapi({
      description: "What the home chain's escrow holds.",
    }),
    missing: orNull(quantitySchema).openapi({
      description: "Remote tokens with nothing behind them.",
    }),
  })
  .openapi("BackingParts", { description: "What stands behind a bridged token; null: unknown." });

export const priceSchema = z
  .object({
    id: z.string().openapi({ example: "ETH/USD" }),
    ...priceValuesShape,
    evaluatedAt: timeSchema,
    ageSeconds: z.int().nonnegative().nullable().openapi({
      description: "By the clock; null without a price, and in an answer about the past.",
    }),
    feeds: z.array(feedEvidenceSchema),
    derived: derivedSchema.optional(),
    backing: backingSchema.optional(),
  })
  .openapi("Price", { description: "Median of independent feeds with every feed's evidence." });

export function priceAnswer(price: Price, nowSeconds: number | null): z.infer<typeof priceSchema> {
  return {
    id: price.priceId,
    ...priceValuesAnswer(price),
    evaluatedAt: price.evaluatedAtSeconds,
    ageSeconds:
      price.asOfSeconds === null || nowSeconds === null
        ? null
        : ageSeconds(nowSeconds, price.asOfSeconds),
    feeds: price.feeds.map(feedEvidenceAnswer),
    ...(price.derived && { derived: derivedAnswer(price.derived) }),
    ...(price.backing && { backing: backingAnswer(price.backing) }),
  };
}

/** One step of an evaluation: a price of the caller's own feeds. */
export const stepSchema = z
  .object({
    at: timeSchema,
    ...priceValuesShape,
    feeds: z.array(
      z.object({
        id: z.string(),
        price: orNull(quantitySchema),
        ageSeconds: z.int().nullable(),
        confidenceBps: z.int().nullable(),
        voted: z.boolean(),
        reject: z.string().nullable(),
        voteGroup: z.int(),
      }),
    ),
  })
  .openapi("EvaluatedStep");

export function stepAnswer(price: Price): z.infer<typeof stepSchema> {
  return {
    at: price.evaluatedAtSeconds,
    ...priceValuesAnswer(price),
    feeds: price.feeds.map((feed) => ({
      id: feed.feedId,
      price: usdAnswer(feed.priceWad),
      ageSeconds: feed.ageSeconds,
      confidenceBps: feed.confidenceBps,
      voted: feed.voted,
      reject: feed.reject,
      voteGroup: feed.voteGroup,
    })),
  };
}

function derivedAnswer(parts: DerivedParts): z.infer<typeof derivedSchema> {
  return {
    rateId: parts.rateId,
    rate: usdAnswer(parts.rateWad),
    liveRate: usdAnswer(parts.liveRateWad),
    cap: usdAnswer(parts.capWad),
    fundamental: usdAnswer(parts.fundamentalWad),
    market: usdAnswer(parts.marketWad),
  };
}

function backingAnswer(parts: BackingParts): z.infer<typeof backingSchema> {
  const amount = (raw: bigint | null) =>
    raw === null ? null : quantityAnswer(raw, parts.decimals);
  return {
    id: parts.bridgedId,
    asOf: parts.asOfSeconds,
    remote: amount(parts.remote),
    escrowed: amount(parts.escrowed),
    missing: amount(parts.missing),
  };
}

export function feedEvidenceAnswer(feed: FeedEvidence): z.infer<typeof feedEvidenceSchema> {
  return {
    id: feed.feedId,
    kind: feed.kind,
    chain: feed.chainId === null ? null : chainCaip2(feed.chainId),
    value:
      feed.rawValue === null || feed.decimals === null
        ? null
        : feedValueAnswer(feed.rawValue, feed.decimals),
    price: usdAnswer(feed.priceWad),
    confidenceBps: feed.confidenceBps,
    sourceTime: feed.sourceTimeSeconds,
    writeTime: feed.writeTimeSeconds,
    receivedTime: feed.receivedAtSeconds,
    ageSeconds: feed.ageSeconds,
    block: feed.blockNumber === null ? null : safeNumber(feed.blockNumber),
    transaction: feed.transactionHash,
    round: feed.roundKey,
    voted: feed.voted,
    reject: feed.reject,
    upstream: [...feed.upstream],
    voteGroup: feed.voteGroup,
  };
}
