import { z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { Observation } from "../../core/observation.ts";
import type { Methodology, MethodologyFeed } from "../methodology/methodology.ts";
import { maximumAgeSeconds } from "../pricing/maximum-age-seconds.ts";
import type { FeedEvidence } from "../pricing/price.ts";
import { atSchema } from "./block.ts";
import { EXAMPLE_FEED } from "./examples/moment.ts";
import {
  assetIdSchema,
  blockNumberSchema,
  chainIdSchema,
  hashSchema,
  safeNumber,
  timeSchema,
} from "./identifier-schemas.ts";
import { methodologyReferenceSchema } from "./methodology-reference.ts";
import { orNull } from "./or-null.ts";
import { feedEvidenceAnswer, feedEvidenceSchema } from "./price.ts";
import { feedValueAnswer, quantitySchema } from "./quantity.ts";

const usdQuantity = (wad: bigint) => feedValueAnswer(wad, 18);

const feedSchema = z
  .object({
    id: z.string().openapi({ example: EXAMPLE_FEED }),
    kind: z.string(),
    chain: chainIdSchema.nullable().openapi({ description: "Null for a feed over HTTP." }),
    source: z.record(z.string(), z.unknown()).openapi({
      example: { kind: "chainlink", proxy: "0x5fbdb2315678afecb367f032d93f642f64180aa3" },
      description: "Where its values come from: contracts, ids, windows, by its kind.",
    }),
    prices: z.array(z.string()).openapi({ description: "Ids of the prices that it votes in." }),
    assets: z.array(assetIdSchema).openapi({ description: "Assets that have these prices." }),
    quotedIn: z.string().nullable().openapi({
      description: "Price id by which its value is turned into USD; null for a feed in USD.",
    }),
    heartbeatSeconds: z.int(),
    maximumAgeSeconds: z.int().openapi({ description: "An older value is `stale`." }),
    futureToleranceSeconds: z.int(),
    decimals: z.int().nullable().openapi({
      description: "Agreed at activation; null where any are taken. `last.value` has its own.",
    }),
    nature: z.enum(["market", "nav", "fixed"]),
    range: z.object({ minimum: quantitySchema, maximum: quantitySchema }).openapi({
      description: "Sanity range of its price in USD; outside it is `out_of_bounds`.",
    }),
    upstream: z.array(z.string()),
    last: feedEvidenceSchema.openapi({
      description: "Its last word at the vector, as the evidence of the first of `prices` has it.",
    }),
  })
  .openapi("Feed");

export const feedListSchema = z
  .object({
    items: z.array(feedSchema),
    next: z.string().nullable().openapi({ description: "Cursor of the next page." }),
    at: atSchema,
    evaluatedAt: timeSchema,
    methodology: methodologyReferenceSchema,
  })
  .openapi("FeedList");

/** A feed of the methodology with the prices that it votes in and its word at a vector. */
export function feedAnswer(parameters: {
  feed: MethodologyFeed;
  priceIds: readonly string[];
  assets: Methodology["assets"];
  evidence: FeedEvidence;
}): z.infer<typeof feedSchema> {
  const { feed, priceIds, assets, evidence } = parameters;
  return {
    id: feed.id,
    kind: feed.source.kind,
    chain: feed.chainId === null ? null : chainCaip2(feed.chainId),
    source: { ...feed.source },
    prices: [...priceIds],
    assets: assets.flatMap(({ asset, priceId }) => (priceIds.includes(priceId) ? [asset] : [])),
    quotedIn: feed.quotedIn,
    heartbeatSeconds: feed.heartbeatSeconds,
    maximumAgeSeconds: maximumAgeSeconds(feed.heartbeatSeconds),
    futureToleranceSeconds: feed.futureToleranceSeconds,
    decimals: feed.decimals ?? null,
    nature: feed.nature ?? "market",
    range: { minimum: usdQuantity(feed.minimumWad), maximum: usdQuantity(feed.maximumWad) },
    upstream: [...feed.upstream],
    last: feedEvidenceAnswer(evidence),
  };
}

const observationSchema = z
  .object({
    value: quantitySchema.openapi({ description: "In the unit that the feed quotes in." }),
    confidence: orNull(quantitySchema).openapi({
      description: "Half-width that the feed states, in the same unit.",
    }),
    sourceTime: timeSchema.openapi({ description: "When the value was signed or observed." }),
    writeTime: timeSchema.openapi({ description: "When it could be read first." }),
    receivedTime: timeSchema
      .nullable()
      .openapi({ description: "When it was received over HTTP; null for a chain's." }),
    block: blockNumberSchema.nullable(),
    logIndex: z.int().openapi({ description: "-1 for a value that was read, not logged." }),
    transaction: hashSchema.nullable(),
    round: z.string(),
  })
  .openapi("Observation", { description: "What a feed said once." });

export const observationListSchema = z
  .object({
    feed: z.string(),
    items: z.array(observationSchema),
    next: z.string().nullable().openapi({ description: "Cursor of the next page." }),
    at: atSchema.openapi({ description: "Nothing is missing up to here." }),
  })
  .openapi("ObservationList");

export function observationAnswer(one: Observation): z.infer<typeof observationSchema> {
  return {
    value: feedValueAnswer(one.rawValue, one.decimals),
    confidence:
      one.rawConfidence === null ? null : feedValueAnswer(one.rawConfidence, one.decimals),
    sourceTime: one.sourceTimeSeconds,
    writeTime: one.writeTimeSeconds,
    receivedTime: one.receivedAtSeconds ?? null,
    block: one.blockNumber === null ? null : safeNumber(one.blockNumber),
    logIndex: one.logIndex,
    transaction: one.transactionHash,
    round: one.roundKey,
  };
}
