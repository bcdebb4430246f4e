import { createPublicClient, type Hex, http, type PublicClient, pad } from "viem";
import { wormholeCoreAbi } from "../../abis/wormhole-core.ts";
import type { WormholeMessage } from "./sign-vaa.ts";
import type { WatchedChain } from "./watched-chain.ts";

export type ChainHeads = { latest: bigint; safe: bigint; finalized: bigint };

export type MessageWatcher = {
  chain: WatchedChain;
  /** Messages whose block has the finality they asked for and is still part of the chain. */
  poll(): Promise<WormholeMessage[]>;
  /** Heads seen by the last poll that succeeded. */
  heads(): ChainHeads;
};

/**
 * Reads a chain's published messages. Every poll looks again at all blocks that were not final at
 * the poll before, so that a reorganisation is seen; the caller meets a message more than once.
 */
export function createMessageWatcher(chain: WatchedChain): MessageWatcher {
  const client = createPublicClient({
    transport: http(chain.rpcUrl, { batch: true, retryCount: 0, timeout: 5_000 }),
  });
  let heads: ChainHeads = { latest: 0n, safe: 0n, finalized: 0n };
  let settled: { number: bigint; hash: Hex } | undefined;
  let lastPolled = "";

  return {
    chain,
    heads: () => heads,
    async poll() {
      const [latest, safe, finalized] = await Promise.all(
        (["latest", "safe", "finalized"] as const).map((blockTag) => client.getBlock({ blockTag })),
      );
      if (latest === undefined || safe === undefined || finalized === undefined) return [];
      heads = { latest: latest.number, safe: safe.number, finalized: finalized.number };
      const polled = `${latest.hash} ${safe.hash} ${finalized.hash}`;
      if (polled === lastPolled) return [];
      if (settled !== undefined && !(await isCanonical(client, settled))) settled = undefined;
      const logs = await client.getContractEvents({
        address: chain.core,
        abi: wormholeCoreAbi,
        eventName: "LogMessagePublished",
        fromBlock: settled === undefined ? BigInt(chain.startBlock ?? 0) : settled.number + 1n,
        toBlock: latest.number,
        strict: true,
      });
      const messages: WormholeMessage[] = [];
      for (const log of logs) {
        const { consistencyLevel, nonce, payload, sender, sequence } = log.args;
        if (log.blockNumber > requiredHead(consistencyLevel, heads)) continue;
        const block = await client.getBlock({ blockNumber: log.blockNumber });
        if (block.hash !== log.blockHash) continue;
        messages.push({
          timestampSeconds: Number(block.timestamp),
          nonce,
          emitterChainId: chain.wormholeChainId,
          emitterAddress: pad(sender).toLowerCase() as Hex,
          sequence,
          consistencyLevel,
          payload,
        });
      }
      settled = { number: finalized.number, hash: finalized.hash };
      lastPolled = polled;
      return messages;
    },
  };
}

/** 200 instant, 201 safe, everything else (1, 202, 203 without a configuration) finalized. */
function requiredHead(consistencyLevel: number, heads: ChainHeads): bigint {
  if (consistencyLevel === 200) return heads.latest;
  if (consistencyLevel === 201) return heads.safe;
  return heads.finalized;
}

async function isCanonical(
  client: PublicClient,
  block: { number: bigint; hash: Hex },
): Promise<boolean> {
  const [current] = await Promise.allSettled([client.getBlock({ blockNumber: block.number })]);
  if (current.status === "fulfilled") return current.value.hash === block.hash;
  if ((current.reason as Error).name === "BlockNotFoundError") return false;
  throw current.reason;
}
