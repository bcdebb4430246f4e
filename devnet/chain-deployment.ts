import type { Address } from "viem";
import type { BallastContracts } from "../contracts/deploy-ballast-contracts.ts";
import type { DevnetChain } from "./devnet-chains.ts";
import type { TokenAddresses } from "./tokens/deploy-tokens.ts";
import type { Pair, TokenSymbol } from "./tokens/devnet-tokens.ts";
import type { UniswapV3Pool } from "./uniswap-v3/deploy-uniswap-v3-pool.ts";

export type ChainlinkFeedDeployment = {
  pair: Pair;
  proxy: Address;
  /** Oldest first; the last one is current. */
  aggregators: Address[];
  startBlock: number;
};

export type AaveV3Reserve = {
  symbol: TokenSymbol;
  asset: Address;
  aToken: Address;
  stableDebtToken: Address | null;
  variableDebtToken: Address;
  priceSource: Address;
};

export type AaveV3Market = {
  poolAddressesProvider: Address;
  pool: Address;
  poolConfigurator: Address;
  oracle: Address;
  aclManager: Address;
  protocolDataProvider: Address;
  treasury: Address;
  reserves: readonly AaveV3Reserve[];
  flashLoanReceiver: Address;
};

/** Where everything on one local chain is. */
export type ChainDeployment = {
  facts: DevnetChain;
  startBlock: number;
  tokens: TokenAddresses;
  linkToken: Address;
  chainlink: readonly ChainlinkFeedDeployment[];
  pyth: Address;
  redstoneAdapter: Address | null;
  aaveV3: AaveV3Market;
  uniswapV3: UniswapV3Pool & { startBlock: number };
  wormhole: { core: Address; startBlock: number };
  ballast: BallastContracts & { startBlock: number };
};
