import * as AaveV3Arbitrum from "@aave-dao/aave-address-book/AaveV3Arbitrum";
import * as directory from "@aave-dao/aave-address-book/ChainlinkArbitrum";
import { aaveMarket, aaveTokens } from "./aave-market.ts";
import { chainlinkFeed, DAY } from "./chainlink-feed.ts";
import type { MainnetChain } from "./mainnet-chain.ts";
import { morphoDeployment } from "./morpho-deployment.ts";

export const arbitrum = {
  name: "arbitrum",
  chainId: 42161,
  historyStartBlock: 450_000_000,
  tokens: aaveTokens([AaveV3Arbitrum], { USDC: "USDC.e", USDCn: "USDC" }),
  // Start block: PoolAddressesProviderRegistry in aave/protocol-subgraphs, config/arbitrum-v3.json.
  aaveV3: [aaveMarket(AaveV3Arbitrum, { id: "core", startBlock: 7_736_400 })],
  ...morphoDeployment(42161),
  erc4626: [],
  maker: [],
  // Addresses and blocks: @venusprotocol/isolated-pools, deployments/arbitrumone.
  venus: [
    {
      id: "core",
      comptroller: "0x317c1A5739F39046E20b08ac9BeEa3f10fD43326",
      startBlock: 216_184_982,
    },
    {
      id: "liquid-staked-eth",
      comptroller: "0x52bAB1aF7Ff770551BD05b9FC2329a0Bf5E23F16",
      startBlock: 245_899_857,
    },
  ],
  perpV2: [],
  // Chainlink's documentation, "L2 Sequencer Uptime Feeds".
  sequencerProxy: "0xFdB631F5EE196F0ed6FAa767959853A9F217697D",
  rates: [],
  chainlink: [
    chainlinkFeed("ETH/USD", directory.ETH__USD, DAY),
    chainlinkFeed("BTC/USD", directory.BTC__USD, DAY),
    chainlinkFeed("WBTC/USD", directory.WBTC__USD, DAY),
    chainlinkFeed("WBTC/BTC", directory.WBTC__BTC, DAY),
    chainlinkFeed("TBTC/USD", directory.TBTC__USD, DAY),
    chainlinkFeed("LBTC/BTC", directory.LBTC__BTC, DAY),
    chainlinkFeed("WSTETH/ETH", directory.WSTETH__ETH, DAY),
    chainlinkFeed("RETH/ETH", directory.RETH__ETH, DAY),
    chainlinkFeed("WEETH/ETH", directory.weETH__ETH, DAY),
    chainlinkFeed("EZETH/ETH", directory.ezETH__ETH, DAY),
    chainlinkFeed("RSETH/ETH", directory.RSETH__ETH, DAY),
    chainlinkFeed("USDC/USD", directory.USDC__USD, DAY),
    chainlinkFeed("USDT/USD", directory.USDT__USD, DAY),
    chainlinkFeed("DAI/USD", directory.DAI__USD, DAY),
    chainlinkFeed("USDS/USD", directory.USDS__USD, DAY),
    chainlinkFeed("PYUSD/USD", directory.PYUSD__USD, DAY),
    chainlinkFeed("USDG/USD", directory.USDG__USD, DAY),
    chainlinkFeed("GHO/USD", directory.GHO__USD, DAY),
    chainlinkFeed("LUSD/USD", directory.LUSD__USD, DAY),
    chainlinkFeed("CRVUSD/USD", directory.CRVUSD__USD, DAY),
    chainlinkFeed("EURC/USD", directory.EURC__USD, DAY),
    chainlinkFeed("FRAX/USD", directory.FRAX__USD, DAY),
    chainlinkFeed("MIMATIC/USD", directory.MIMATIC__USD, DAY),
    chainlinkFeed("USDE/USD", directory.USDe__USD, DAY),
    chainlinkFeed("SUSDE/USD", directory.sUSDe__USD, DAY),
    chainlinkFeed("LINK/USD", directory.LINK__USD, DAY),
    chainlinkFeed("AAVE/USD", directory.AAVE__USD, DAY),
    chainlinkFeed("ARB/USD", directory.ARB__USD, DAY),
    chainlinkFeed("XAU/USD", directory.XAU__USD, DAY),
  ],
  // None of the prices here is on Pyth's list of push feeds for the chain.
  pyth: { contract: "0xff1a0f4744e8582DF1aE09D5611b887B6a12925C", feeds: [] },
  wormholeCore: "0xa5f208e072434bC67592E4C49C1B991BA79BCA46",
} as const satisfies MainnetChain;
