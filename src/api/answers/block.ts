import { z } from "@hono/zod-openapi";
import type { BlockReference } from "../../core/block-vector.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import { blockFinality, type ChainHead } from "../chains/create-chain-heads.ts";
import { ageSeconds } from "../clock.ts";
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
    ageSeconds: z.int().nonnegative(),
    finality: finalitySchema,
    lag: lagSchema,
    usedFor: z.enum(["positions-and-prices", "prices"]).openapi({
      description: "`?chains=` narrows positions; prices always use the feeds of all chains.",
    }),
  })
  .openapi("Block");

export type Lag = z.infer<typeof lagSchema>;

export const atSchema = z.string().openapi({
  example: "eip155:31337:120,eip155:31338:118",
  description: "The block vector as the parameter `at`, which repeats the answer.",
});

/** A block vector in the form of the parameter `at`. */
export function atText(blocks: Iterable<Pick<BlockReference, "chainId" | "number">>): string {
  return [...blocks].map(({ chainId, number }) => `${chainCaip2(chainId)}:${number}`).join(",");
}

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
  head: ChainHead | null;
  nowSeconds: number;
  positions: boolean;
}): z.infer<typeof blockSchema> {
  const { block, head } = parameters;
  return {
    chain: chainCaip2(block.chainId),
    number: safeNumber(block.number),
    hash: block.hash,
    time: block.timestampSeconds,
    ageSeconds: ageSeconds(parameters.nowSeconds, block.timestampSeconds),
    finality: blockFinality(head, block.number),
    lag: lagAnswer(block, head),
    usedFor: parameters.positions ? "positions-and-prices" : "prices",
  };
}
