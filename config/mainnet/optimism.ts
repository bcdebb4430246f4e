import * as AaveV3Optimism from "@aave-dao/aave-address-book/AaveV3Optimism";
import * as directory from "@aave-dao/aave-address-book/ChainlinkOptimism";
import { aaveMarket, aaveTokens } from "./aave-market.ts";
import { chainlinkFeed, DAY } from "./chainlink-feed.ts";
import type { MainnetChain } from "./mainnet-chain.ts";
import { morphoDeployment } from "./morpho-deployment.ts";
import { optimismPerp } from "./optimism-perp.ts";

const TWENTY_MINUTES = 1_200;

export const optimism = {
  name: "optimism",
  chainId: 10,
  historyStartBlock: 150_000_000,
  tokens: aaveTokens([AaveV3Optimism], { USDC: "USDC.e", USDCn: "USDC" }),
  // Start block: PoolAddressesProviderRegistry in aave/protocol-subgraphs, config/optimism-v3.json.
  aaveV3: [aaveMarket(AaveV3Optimism, { id: "core", startBlock: 4_364_790 })],
  ...morphoDeployment(10),
  erc4626: [],
  maker: [],
  // Addresses and blocks: @venusprotocol/isolated-pools, deployments/opmainnet.
  venus: [
    {
      id: "core",
      comptroller: "0x5593FF68bE84C966821eEf5F0a988C285D5B7CeC",
      startBlock: 126_050_964,
    },
  ],
  perpV2: [optimismPerp],
  // Chainlink's documentation, "L2 Sequencer Uptime Feeds".
  sequencerProxy: "0x371EAD81c9102C9BF4874A9075FFFf170F2Ee389",
  rates: [],
  chainlink: [
    chainlinkFeed("ETH/USD", directory.ETH__USD, TWENTY_MINUTES),
    chainlinkFeed("BTC/USD", directory.BTC__USD, TWENTY_MINUTES),
    chainlinkFeed("WBTC/USD", directory.WBTC__USD, TWENTY_MINUTES),
    chainlinkFeed("TBTC/USD", directory.TBTC__USD, DAY),
    chainlinkFeed("WSTETH/ETH", directory.WSTETH__ETH, DAY),
    chainlinkFeed("RETH/ETH", directory.RETH__ETH, DAY),
    chainlinkFeed("WEETH/ETH", directory.weETH__ETH, DAY),
    chainlinkFeed("RSETH/ETH", directory.RSETH__ETH, DAY),
    chainlinkFeed("USDC/USD", directory.USDC__USD, DAY),
    chainlinkFeed("USDT/USD", directory.USDT__USD, DAY),
    chainlinkFeed("DAI/USD", directory.DAI__USD, DAY),
    chainlinkFeed("LUSD/USD", directory.LUSD__USD, DAY),
    chainlinkFeed("SUSD/USD", directory.SUSD__USD, DAY),
    chainlinkFeed("MIMATIC/USD", directory.MIMATIC__USD, DAY),
    chainlinkFeed("USDE/USD", directory.USDe__USD, DAY),
    chainlinkFeed("SUSDE/USD", directory.sUSDe__USD, DAY),
    chainlinkFeed("LINK/USD", directory.LINK__USD, TWENTY_MINUTES),
    chainlinkFeed("AAVE/USD", directory.AAVE__USD, TWENTY_MINUTES),
    chainlinkFeed("OP/USD", directory.OP__USD, TWENTY_MINUTES),
    chainlinkFeed("XAU/USD", directory.XAU__USD, DAY),
  ],
  // Pyth's list of push feeds does not have the chain.
  pyth: { contract: "0xff1a0f4744e8582DF1aE09D5611b887B6a12925C", feeds: [] },
  wormholeCore: "0xEe91C335eab126dF5fDB3797EA9d6aD93aeC9722",
} as const satisfies MainnetChain;
