import type { Address, Hex } from "viem";
import type {
  AaveV3Deployment,
  Erc4626Deployment,
  MakerDeployment,
  MetaMorphoDeployment,
  MorphoBlueDeployment,
  PerpV2Deployment,
  RateDeployment,
  VenusDeployment,
} from "../network.ts";

/** A Chainlink proxy. Its aggregators are found by reading it, and so are its decimals. */
export type MainnetChainlinkFeed = {
  /** Such as `ETH/USD`; the unit names are the methodology's. */
  pair: string;
  proxy: Address;
  heartbeatSeconds: number;
};

/** What Ballast can follow on one public chain. Start blocks are at or before a contract's first log. */
export type MainnetChain = {
  /** As in BALLAST_CHAINS, and in upper case in BALLAST_RPC_<NAME>. */
  name: string;
  chainId: number;
  /**
   * First block that answers are given for: blocks and prices are followed from here on, positions
   * from each protocol's own start. BALLAST_START_BLOCK_<NAME> moves it.
   */
  historyStartBlock: number;
  tokens: readonly { symbol: string; address: Address; decimals: number }[];
  aaveV3: readonly AaveV3Deployment[];
  morphoBlue: readonly MorphoBlueDeployment[];
  metaMorpho: readonly MetaMorphoDeployment[];
  erc4626: readonly Erc4626Deployment[];
  maker: readonly MakerDeployment[];
  venus: readonly VenusDeployment[];
  perpV2: readonly PerpV2Deployment[];
  /** Looked at from the chain's history start on. */
  rates: readonly Omit<RateDeployment, "startBlock">[];
  chainlink: readonly MainnetChainlinkFeed[];
  /** Chainlink's proxy that says whether the sequencer is up; absent on a chain without one. */
  sequencerProxy?: Address;
  pyth: { contract: Address; feeds: readonly { pair: string; priceId: Hex }[] };
  wormholeCore: Address;
};
