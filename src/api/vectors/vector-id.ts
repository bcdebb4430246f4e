import { concat, keccak256 } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import { chainCaip2 } from "../../core/identifiers.ts";

/** Hexadecimal digits of the digest: enough to tell a reorg, short enough for a header. */
const DIGEST_DIGITS = 16;

/**
 * A block vector as the parameter `at` and as the id of an event: its blocks by chain, `~`, and a digest
 * of the blocks' hashes, by which any replica tells later whether they are still part of their chains.
 */
export function vectorId(vector: Iterable<VectorBlock>): string {
  const ascending = [...vector];
  const blocks = ascending.map(({ chainId, number }) => `${chainCaip2(chainId)}:${number}`);
  return `${blocks.join(",")}~${vectorDigest(ascending)}`;
}

/** `number`: decimal where it is a text. */
type VectorBlock = Pick<BlockReference, "chainId" | "hash"> & { number: bigint | string };

/** First digits of keccak-256 of the blocks' hashes in the order of their chains' ids. */
export function vectorDigest(blocks: Iterable<Pick<BlockReference, "chainId" | "hash">>): string {
  const hashes = [...blocks].sort((a, b) => a.chainId - b.chainId).map(({ hash }) => hash);
  return keccak256(concat(hashes)).slice(2, 2 + DIGEST_DIGITS);
}
