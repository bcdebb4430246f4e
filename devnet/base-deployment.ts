import type { Address } from "viem";
import type { BallastContracts } from "../contracts/deploy-ballast-contracts.ts";
import type { DevnetChain } from "./devnet-chains.ts";
import type { TokenAddresses } from "./tokens/deploy-tokens.ts";
import type { Pair } from "./tokens/devnet-tokens.ts";

export type ChainlinkFeedDeployment = {
  pair: Pair;
  proxy: Address;
  /** Oldest first; the last one is current. */
  aggregators: Address[];
  startBlock: number;
};

/** Where everything is that every local chain has. */
export type BaseDeployment = {
  facts: DevnetChain;
  startBlock: number;
  tokens: TokenAddresses;
  linkToken: Address;
  chainlink: readonly ChainlinkFeedDeployment[];
  pyth: Address;
  wormhole: { core: Address; startBlock: number };
  ballast: BallastContracts & { startBlock: number };
};
