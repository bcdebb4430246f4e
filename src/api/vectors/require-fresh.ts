import type { BlockVector } from "../../core/block-vector.ts";
import type { ChainHead } from "../chains/create-chain-heads.ts";
import { ageSeconds } from "../clock.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { chainProgress } from "./chain-progress.ts";

/**
 * Refuses a vector whose oldest block, of the chains that count, is older than the caller accepts.
 * @throws ProblemError 503 `too-old` with the progress of each chain.
 */
export function requireFresh(parameters: {
  vector: BlockVector;
  chainIds: readonly number[];
  heads: ReadonlyMap<number, ChainHead | null>;
  nowSeconds: number;
  maximumAgeSeconds: number;
}): void {
  const { vector, chainIds, heads, nowSeconds, maximumAgeSeconds } = parameters;
  const progress = chainProgress({ chainIds, indexed: vector, heads, nowSeconds });
  const oldest = oldestAgeSeconds({ vector, chainIds, nowSeconds });
  if (oldest <= maximumAgeSeconds) return;
  throw new ProblemError({
    status: 503,
    code: "too-old",
    title: "Older than asked for",
    detail: `The oldest block of the answer is ${oldest} s old; at most ${maximumAgeSeconds} s are accepted.`,
    extensions: { ageSeconds: oldest, maxAgeSeconds: maximumAgeSeconds, chains: progress },
    headers: { "Retry-After": "2" },
  });
}

/** The age of a vector's oldest block, of the chains that count; infinite where it lacks one. */
export function oldestAgeSeconds(parameters: {
  vector: BlockVector;
  chainIds: readonly number[];
  nowSeconds: number;
}): number {
  const { vector, chainIds, nowSeconds } = parameters;
  return Math.max(
    ...chainIds.map((chainId) => {
      const block = vector.get(chainId);
      return block === undefined
        ? Number.POSITIVE_INFINITY
        : ageSeconds(nowSeconds, block.timestampSeconds);
    }),
  );
}
