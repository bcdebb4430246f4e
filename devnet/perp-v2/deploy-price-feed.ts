import type { Address } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { PerpFeed } from "./deploy-perp-feeds.ts";
import type { PerpV2ContractName } from "./prepare-perp-v2.ts";

/** Seconds after which a dispatcher with a Uniswap feed would leave Chainlink; ours has none. */
const timeoutSeconds = 2_400n;
/** The interval whose average the feed keeps. */
const twapSeconds = 900n;

/** Queues what Perp asks for a price: a dispatcher in front of a Chainlink feed. */
export async function deployPriceFeed(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: Pick<
    Record<PerpV2ContractName, Artifact>,
    "ChainlinkPriceFeedV3" | "PriceFeedDispatcher"
  >;
  feed: PerpFeed;
}): Promise<Address> {
  const { chain, deployer: from, artifacts, feed } = parameters;
  const label = `deploy Perp's price of ${feed.pair}`;
  const source = await chain.deploy({
    from,
    artifact: artifacts.ChainlinkPriceFeedV3,
    args: [feed.proxy, timeoutSeconds, twapSeconds],
    label,
  });
  const artifact = artifacts.PriceFeedDispatcher;
  return chain.deploy({ from, artifact, args: [source], label });
}
