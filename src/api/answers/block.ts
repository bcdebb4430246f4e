import { z } from "@hono/zod-openapi";
import type { BlockReference } from "../../core/block-vector.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import { blockFinality, type ChainHead } from "../chains/create-chain-heads.ts";
import { ageSeconds } from "../clock.ts";
import type { Present } from "../vectors/read-answer-vector.ts";
import { EXAMPLE_AT } from "./examples/moment.ts";
import {
  blockNumberSchema,
  chainIdSchema,
  hashSchema,
  safeNumber,
  timeSchema,
} from "./identifier-schemas.ts";

export const finalitySchema = z.enum(["latest", "safe", "finalized"]).nullable().openapi({
  description:
    "By the chain's own tags at the time of the answer; null where its node does not say.",
});

export const lagSchema = z
  .object({
    blocks: z.int().nullable(),
    seconds: z.int().nullable(),
  })
  .openapi("Lag", {
    description: "From the block to the chain's head; null where the head is unknown.",
  });

export const blockSchema = z
  .object({
    chain: chainIdSchema,
    number: blockNumberSchema,
    hash: hashSchema,
    time: timeSchema,
    ageSeconds: z.int().nonnegative().nullable().openapi({
      description: "By the clock; null in an answer about the past, as is all that changes later.",
    }),
    finality: finalitySchema,
    lag: lagSchema,
    usedFor: z.enum(["positions-and-prices", "prices"]).openapi({
      description: "`?chains=` narrows positions; prices always use the feeds of all chains.",
    }),
  })
  .openapi("Block");

export type Lag = z.infer<typeof lagSchema>;

export const atSchema = z.string().openapi({
  example: EXAMPLE_AT,
  description:
    "The block vector as the parameter `at`, which repeats the answer, or says that a reorg has superseded it.",
});

/** How far a block is behind its chain's head. An index ahead of a cached head has no lag. */
export function lagAnswer(block: BlockReference, head: ChainHead | null): Lag {
  if (head === null) return { blocks: null, seconds: null };
  return {
    blocks: Math.max(0, safeNumber(head.latest.number - block.number)),
    seconds: Math.max(0, head.latest.timestampSeconds - block.timestampSeconds),
  };
}

export function blockAnswer(parameters: {
  block: BlockReference;
  present: Present | null;
  positions: boolean;
}): z.infer<typeof blockSchema> {
  const { block, present } = parameters;
  const head = present?.heads.get(block.chainId) ?? null;
  return {
    chain: chainCaip2(block.chainId),
    number: safeNumber(block.number),
    hash: block.hash,
    time: block.timestampSeconds,
    ageSeconds: present === null ? null : ageSeconds(present.nowSeconds, block.timestampSeconds),
    finality: blockFinality(head, block.number),
    lag: lagAnswer(block, head),
    usedFor: parameters.positions ? "positions-and-prices" : "prices",
  };
}
