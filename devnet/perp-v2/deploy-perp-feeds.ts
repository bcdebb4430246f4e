import type { Address } from "viem";
import type { DevChain, Transaction } from "../chain/dev-chain.ts";
import type { ChainlinkContractName } from "../chainlink/chainlink-artifacts.ts";
import { submitAnswer } from "../chainlink/chainlink-transactions.ts";
import { deployChainlinkFeed } from "../chainlink/deploy-chainlink-feed.ts";
import type { Artifact } from "../solidity/artifact.ts";

const pairs = ["ETH/USD", "BTC/USD", "SOL/USD"] as const;

export type PerpPair = (typeof pairs)[number];
/** The prices that everything starts with, in units of 10^-8 USD. */
export const perpFirstPrices: Record<PerpPair, bigint> = {
  "ETH/USD": 2_000n * 10n ** 8n,
  "BTC/USD": 60_000n * 10n ** 8n,
  "SOL/USD": 150n * 10n ** 8n,
};
export type PerpFeed = { pair: PerpPair; proxy: Address; aggregator: Address };

/** Queues a Chainlink feed for each pair, which nobody else uses. */
export async function deployPerpFeeds(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<ChainlinkContractName, Artifact>;
  oracles: readonly Address[];
}): Promise<PerpFeed[]> {
  const { chain, deployer, artifacts } = parameters;
  const linkToken = await chain.deploy({
    from: deployer,
    artifact: artifacts.LinkToken,
    label: "deploy LINK for Perp's feeds",
  });
  const feeds: PerpFeed[] = [];
  for (const pair of pairs) {
    feeds.push({ pair, ...(await deployChainlinkFeed({ ...parameters, linkToken, pair })) });
  }
  return feeds;
}

/** One oracle's answer; two of them make a round. */
export function submitPrice(parameters: {
  feed: Pick<PerpFeed, "aggregator">;
  oracle: Address;
  roundId: bigint;
  priceE8: bigint;
}): Transaction {
  const { feed, oracle, roundId, priceE8 } = parameters;
  return submitAnswer({ aggregator: feed.aggregator, oracle, roundId, answer: priceE8 });
}
