import {
  type BlockTag,
  createPublicClient,
  fallback,
  type Hex,
  http,
  type PublicClient,
} from "viem";
import type { Network } from "../../../config/network.ts";
import type { Finality } from "../../core/block-vector.ts";

export type HeadBlock = { number: bigint; hash: Hex; timestampSeconds: number };

/** What a chain's own node says about its head. `safe` and `finalized` are null where it does not say. */
export type ChainHead = { latest: HeadBlock; safe: HeadBlock | null; finalized: HeadBlock | null };

export type ChainHeads = {
  /** The chain's head, at most about a second old; null where its node does not answer: unknown. */
  read(chainId: number): Promise<ChainHead | null>;
  readAll(): Promise<ReadonlyMap<number, ChainHead | null>>;
  /** Hash of a block by the chain's own node, asked each time; null where it does not say: unknown. */
  hashAt(chainId: number, number: bigint): Promise<Hex | null>;
};

const CACHE_MILLISECONDS = 1_000;
const RPC_TIMEOUT_MILLISECONDS = 2_000;

/**
 * Clients of each chain's nodes, for the API's own small questions: with a short time-out, where
 * there is no other.
 */
export function createChainClients(
  network: Network,
  { timeoutMilliseconds = RPC_TIMEOUT_MILLISECONDS }: { timeoutMilliseconds?: number } = {},
): ReadonlyMap<number, PublicClient> {
  return new Map(
    network.chains.map((chain) => [
      chain.chainId,
      createPublicClient({
        transport: fallback(
          chain.rpcUrls.map((url) =>
            http(url, { batch: true, timeout: timeoutMilliseconds, retryCount: 1 }),
          ),
          { retryCount: 0 },
        ),
      }),
    ]),
  );
}

/** Asks each chain's node for its latest, safe and finalized block; requests within a second share one. */
export function createChainHeads(parameters: {
  clients: ReadonlyMap<number, PublicClient>;
  onFailure?: (failure: { chainId: number; error: unknown }) => void;
}): ChainHeads {
  const cached = new Map<number, { until: number; head: Promise<ChainHead | null> }>();

  const read = (chainId: number): Promise<ChainHead | null> => {
    const known = cached.get(chainId);
    const now = performance.now();
    if (known !== undefined && known.until > now) return known.head;
    const client = parameters.clients.get(chainId);
    if (client === undefined) return Promise.resolve(null);
    const head = readHead(client).catch((error: unknown) => {
      parameters.onFailure?.({ chainId, error });
      return null;
    });
    cached.set(chainId, { until: now + CACHE_MILLISECONDS, head });
    return head;
  };

  return {
    read,
    async hashAt(chainId, blockNumber) {
      const client = parameters.clients.get(chainId);
      if (client === undefined) return null;
      try {
        return (await client.getBlock({ blockNumber })).hash;
      } catch (error) {
        parameters.onFailure?.({ chainId, error });
        return null;
      }
    },
    readAll: async () =>
      new Map(
        await Promise.all(
          [...parameters.clients.keys()].map(
            async (chainId): Promise<[number, ChainHead | null]> => [chainId, await read(chainId)],
          ),
        ),
      ),
  };
}

async function readHead(client: PublicClient): Promise<ChainHead> {
  const [latest, safe, finalized] = await Promise.all([
    readBlock(client, "latest"),
    // Some nodes refuse these tags; that leaves the block's finality unknown, not the head.
    readBlock(client, "safe").catch(() => null),
    readBlock(client, "finalized").catch(() => null),
  ]);
  return { latest, safe, finalized };
}

async function readBlock(client: PublicClient, blockTag: BlockTag): Promise<HeadBlock> {
  const block = await client.getBlock({ blockTag });
  if (block.number === null || block.hash === null) {
    throw new RangeError(`The node's ${blockTag} block has no number or hash.`);
  }
  return { number: block.number, hash: block.hash, timestampSeconds: Number(block.timestamp) };
}

/** How final a block is by its chain's own tags; null where the node does not say. */
export function blockFinality(head: ChainHead | null, blockNumber: bigint): Finality | null {
  if (head === null) return null;
  if (head.finalized !== null && blockNumber <= head.finalized.number) return "finalized";
  if (head.safe !== null && blockNumber <= head.safe.number) return "safe";
  if (head.finalized === null && head.safe === null) return null;
  return "latest";
}
