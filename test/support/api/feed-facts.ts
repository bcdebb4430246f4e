import { and, eq, gte } from "drizzle-orm";
import type { Hex } from "viem";
import type { NetworkChain } from "../../../config/network.ts";
import { chainBlock } from "../../../src/blocks/schema.ts";
import { chainlinkAnswer, chainlinkPhase } from "../../../src/oracles/chainlink/schema.ts";
import { pythUpdate } from "../../../src/oracles/pyth/schema.ts";
import { redstoneUpdate } from "../../../src/oracles/redstone/schema.ts";
import { type Api, blockRow, blockTime, makeHead } from "./make-api.ts";

const transactionHash: Hex = `0x${"cd".repeat(32)}`;

/** Blocks that follow those that are there; `fork` gives them other hashes. */
export async function addBlocks(
  api: Api,
  chainId: number,
  { from, to, fork = 0 }: { from: number; to: number; fork?: number },
): Promise<void> {
  const rows = Array.from({ length: to - from + 1 }, (_, index) => {
    const row = blockRow(chainId, from + index);
    const hash: Hex = fork === 0 ? row.hash : `0x${fork}${row.hash.slice(3)}`;
    return { ...row, hash };
  });
  await api.database.db.insert(chainBlock).values(rows);
  api.world.heads.set(chainId, makeHead(chainId, to));
}

/** Takes away every block from a number on, as a reorg does. */
export async function removeBlocks(api: Api, chainId: number, from: number): Promise<void> {
  const above = and(eq(chainBlock.chainId, chainId), gte(chainBlock.number, BigInt(from)));
  await api.database.db.delete(chainBlock).where(above);
}

/** The first phase of every Chainlink proxy of a chain, from block 1 on. */
export async function addPhases(api: Api, chain: NetworkChain): Promise<void> {
  await api.database.db.insert(chainlinkPhase).values(
    chain.chainlink.map(({ proxy, aggregators, pair }) => ({
      chainId: chain.chainId,
      proxy,
      phaseId: 1,
      aggregator: aggregators[0]!,
      answersOf: aggregators[0]!,
      decimals: 8,
      description: pair,
      blockNumber: 1n,
      polledAnswerBlockNumber: null,
    })),
  );
}

type Write = { block: number; logIndex?: number; valueE8: bigint };

export async function writeChainlink(
  api: Api,
  chain: NetworkChain,
  { pair, block, logIndex = 1, valueE8 }: Write & { pair: string },
): Promise<void> {
  const feed = chain.chainlink.find((one) => one.pair === pair);
  await api.database.db.insert(chainlinkAnswer).values({
    chainId: chain.chainId,
    aggregator: feed!.aggregators[0]!,
    blockNumber: BigInt(block),
    logIndex,
    roundId: BigInt(block),
    answer: valueE8,
    updatedAtSeconds: BigInt(blockTime(chain.chainId, block)),
    blockTimestampSeconds: blockTime(chain.chainId, block),
    transactionHash,
  });
}

export async function writePyth(
  api: Api,
  chain: NetworkChain,
  { block, logIndex = 2, valueE8 }: Write,
): Promise<void> {
  await api.database.db.insert(pythUpdate).values({
    chainId: chain.chainId,
    contract: chain.pyth!.contract,
    priceId: chain.pyth!.feeds[0]!.priceId,
    blockNumber: BigInt(block),
    logIndex,
    price: valueE8,
    confidence: valueE8 / 2_000n,
    exponent: -8,
    publishTimeSeconds: BigInt(blockTime(chain.chainId, block) - 2),
    blockTimestampSeconds: blockTime(chain.chainId, block),
    transactionHash,
  });
}

export async function writeRedstone(
  api: Api,
  chain: NetworkChain,
  { block, logIndex = 3, valueE8 }: Write,
): Promise<void> {
  await api.database.db.insert(redstoneUpdate).values({
    chainId: chain.chainId,
    adapter: chain.redstone[0]!.adapter,
    dataFeedId: chain.redstone[0]!.dataFeedId,
    blockNumber: BigInt(block),
    logIndex,
    value: valueE8,
    dataTimestampMilliseconds: BigInt(blockTime(chain.chainId, block)) * 1_000n - 500n,
    blockTimestampSeconds: blockTime(chain.chainId, block),
    transactionHash,
  });
}

/** The same value of ETH by all three kinds of feed of a chain. */
export async function writeEther(
  api: Api,
  chain: NetworkChain,
  { block, valueE8 }: Pick<Write, "block" | "valueE8">,
): Promise<void> {
  await writeChainlink(api, chain, { pair: "ETH/USD", block, valueE8 });
  await writePyth(api, chain, { block, valueE8 });
  await writeRedstone(api, chain, { block, valueE8 });
}
