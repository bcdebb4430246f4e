import {
  BlockNotFoundError,
  type Hash,
  type PublicClient,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { StoredBlock } from "../store/offchain-tables.ts";

type Block = Omit<BlockReference, "chainId">;

/** A chain's block by tag or number; null where the chain has none there. */
export async function readBlock(
  client: PublicClient,
  at: "latest" | "finalized" | bigint,
): Promise<Block | null> {
  try {
    const block =
      typeof at === "bigint"
        ? await client.getBlock({ blockNumber: at })
        : await client.getBlock({ blockTag: at });
    if (block.number === null || block.hash === null) return null;
    return { number: block.number, hash: block.hash, timestampSeconds: Number(block.timestamp) };
  } catch (error) {
    if (error instanceof BlockNotFoundError) return null;
    throw error;
  }
}

/** The time that a chain's contracts see. @throws Error where the node does not answer. */
export async function readHeadTime(client: PublicClient): Promise<number> {
  const head = await readBlock(client, "latest");
  if (head === null) throw new Error("The node has no latest block.");
  return head.timestampSeconds;
}

/** The receipt of a transaction that is part of the chain now; null where it is not. */
export async function findReceipt(
  client: PublicClient,
  hash: Hash,
): Promise<TransactionReceipt | null> {
  try {
    return await client.getTransactionReceipt({ hash });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return null;
    throw error;
  }
}

/**
 * The first block of a vector that is not part of its chain any more; null where all are.
 * @throws Error where a node does not answer: then it is unknown.
 */
export async function findOrphan(parameters: {
  vector: readonly Pick<StoredBlock, "chainId" | "number" | "hash">[];
  client: (chainId: number) => PublicClient;
}): Promise<Pick<StoredBlock, "chainId" | "number" | "hash"> | null> {
  const checks = await Promise.all(
    parameters.vector.map(async (block) => {
      const current = await readBlock(parameters.client(block.chainId), BigInt(block.number));
      return current?.hash === block.hash ? null : block;
    }),
  );
  return checks.find((block) => block !== null) ?? null;
}
