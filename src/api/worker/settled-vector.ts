import type { PublicClient } from "viem";
import type { BlockReference, BlockVector } from "../../core/block-vector.ts";
import type { WithSnapshot } from "../store/create-database.ts";
import { type BlockSelector, readBlockVector } from "../store/read-block-vector.ts";
import { readBlock } from "./chain-reads.ts";

/**
 * The block vector that an attestation may be based on: for each chain the newest indexed block at
 * or before what its node calls finalized, with the hash that the node has there.
 * @returns the reason where a chain has no such block (not indexed that far, no finalized block, or
 * the index follows another fork): then nothing is attested.
 * @throws Error of a node or of the database.
 */
export async function readSettledVector(parameters: {
  chainIds: readonly number[];
  client: (chainId: number) => PublicClient;
  withSnapshot: WithSnapshot;
}): Promise<{ vector: BlockVector } | { unsettled: string; chainId: number }> {
  const { chainIds, client, withSnapshot } = parameters;
  const finalized = await Promise.all(
    chainIds.map(async (chainId) => ({
      chainId,
      block: await readBlock(client(chainId), "finalized"),
    })),
  );
  const selectors = new Map<number, BlockSelector>();
  for (const { chainId, block } of finalized) {
    if (block === null) return { chainId, unsettled: "the node names no finalized block" };
    selectors.set(chainId, { kind: "number", number: block.number });
  }
  const vector = await withSnapshot((facts) => readBlockVector({ facts, selectors }));
  for (const chainId of chainIds) {
    const indexed: BlockReference | undefined = vector.get(chainId);
    if (indexed === undefined) return { chainId, unsettled: "no finalized block is indexed yet" };
    const block = await readBlock(client(chainId), indexed.number);
    if (block?.hash !== indexed.hash) {
      return { chainId, unsettled: `the index and the node differ at block ${indexed.number}` };
    }
  }
  return { vector };
}
