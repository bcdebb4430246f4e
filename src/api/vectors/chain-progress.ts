import { z } from "@hono/zod-openapi";
import type { BlockReference, BlockVector } from "../../core/block-vector.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import { lagAnswer, lagSchema } from "../answers/block.ts";
import {
  blockNumberSchema,
  chainIdSchema,
  safeNumber,
  timeSchema,
} from "../answers/identifier-schemas.ts";
import type { ChainHead } from "../chains/create-chain-heads.ts";
import { ageSeconds } from "../clock.ts";

const pointSchema = z.object({ number: blockNumberSchema, time: timeSchema }).nullable();

/** How far the index of a chain has come; part of every refusal for lag. */
export const chainProgressSchema = z
  .object({
    chain: chainIdSchema,
    indexed: pointSchema,
    head: pointSchema,
    lag: lagSchema,
    ageSeconds: z.int().nonnegative().nullable(),
  })
  .openapi("ChainProgress");

export type ChainProgress = z.infer<typeof chainProgressSchema>;

/** Progress per chain; null where nothing is indexed or the head is unknown. */
export function chainProgress(parameters: {
  chainIds: readonly number[];
  indexed: BlockVector;
  heads: ReadonlyMap<number, ChainHead | null>;
  nowSeconds: number | null;
}): ChainProgress[] {
  return parameters.chainIds.map((chainId) => {
    const block = parameters.indexed.get(chainId);
    const head = parameters.heads.get(chainId) ?? null;
    return {
      chain: chainCaip2(chainId),
      indexed: block === undefined ? null : point(block),
      head: head === null ? null : point(head.latest),
      lag: block === undefined ? { blocks: null, seconds: null } : lagAnswer(block, head),
      ageSeconds:
        block === undefined || parameters.nowSeconds === null
          ? null
          : ageSeconds(parameters.nowSeconds, block.timestampSeconds),
    };
  });
}

function point(block: Pick<BlockReference, "number" | "timestampSeconds">) {
  return { number: safeNumber(block.number), time: block.timestampSeconds };
}
