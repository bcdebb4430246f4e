import * as AaveV3Base from "@aave-dao/aave-address-book/AaveV3Base";
import * as directory from "@aave-dao/aave-address-book/ChainlinkBase";
import { aaveMarket, aaveTokens } from "./aave-market.ts";
import { chainlinkFeed, DAY } from "./chainlink-feed.ts";
import type { MainnetChain } from "./mainnet-chain.ts";
import { morphoDeployment } from "./morpho-deployment.ts";
import { pythFeeds } from "./pyth-price-ids.ts";

const morpho = morphoDeployment(8453);
const TWENTY_MINUTES = 1_200;

export const base = {
  name: "base",
  chainId: 8453,
  historyStartBlock: 45_000_000,
  tokens: aaveTokens([AaveV3Base]),
  // Start block: PoolAddressesProviderRegistry in aave/protocol-subgraphs, config/base-v3.json.
  aaveV3: [aaveMarket(AaveV3Base, { id: "core", startBlock: 2_357_105 })],
  morphoBlue: morpho.morphoBlue,
  metaMorpho: [
    // MetaMorpho v1.0, which the registry has dropped; it cannot be older than Morpho Blue itself.
    {
      factory: "0xA9c3D3a366466Fa809d1Ae982Fb2c46E5fC41101",
      startBlock: morpho.morphoBlue[0]!.startBlock,
    },
    ...morpho.metaMorpho,
  ],
  erc4626: [],
  maker: [],
  // Addresses and blocks: @venusprotocol/isolated-pools, deployments/basemainnet.
  venus: [
    {
      id: "core",
      comptroller: "0x0C7973F9598AA62f9e03B94E92C967fD5437426C",
      startBlock: 23_344_435,
    },
  ],
  perpV2: [],
  // Chainlink's documentation, "L2 Sequencer Uptime Feeds".
  sequencerProxy: "0xBCF85224fc0756B9Fa45aA7892530B47e10b6433",
  rates: [],
  chainlink: [
    chainlinkFeed("ETH/USD", directory.ETH__USD, TWENTY_MINUTES),
    chainlinkFeed("BTC/USD", directory.BTC__USD, TWENTY_MINUTES),
    chainlinkFeed("CBBTC/USD", directory.cbBTC__USD, TWENTY_MINUTES),
    chainlinkFeed("WBTC/USD", directory.WBTC__USD, DAY),
    chainlinkFeed("TBTC/USD", directory.TBTC__USD, DAY),
    chainlinkFeed("LBTC/BTC", directory.LBTC__BTC, DAY),
    chainlinkFeed("WSTETH/ETH", directory.WSTETH__ETH, DAY),
    chainlinkFeed("CBETH/ETH", directory.CBETH__ETH, DAY),
    chainlinkFeed("CBETH/USD", directory.CBETH__USD, TWENTY_MINUTES),
    chainlinkFeed("RETH/ETH", directory.RETH__ETH, DAY),
    chainlinkFeed("WEETH/ETH", directory.weETH__ETH, DAY),
    chainlinkFeed("EZETH/ETH", directory.ezETH__ETH, DAY),
    chainlinkFeed("RSETH/ETH", directory.RSETH__ETH, DAY),
    chainlinkFeed("USDC/USD", directory.USDC__USD, DAY),
    chainlinkFeed("USDT/USD", directory.USDT__USD, DAY),
    chainlinkFeed("DAI/USD", directory.DAI__USD, DAY),
    chainlinkFeed("USDS/USD", directory.USDS__USD, DAY),
    chainlinkFeed("GHO/USD", directory.GHO__USD, DAY),
    chainlinkFeed("RLUSD/USD", directory.RLUSD__USD, DAY),
    chainlinkFeed("EURC/USD", directory.EURC__USD, DAY),
    chainlinkFeed("USDE/USD", directory.USDe__USD, DAY),
    chainlinkFeed("SUSDE/USD", directory.sUSDe__USD, DAY),
    chainlinkFeed("AAVE/USD", directory.AAVE__USD, DAY),
    chainlinkFeed("LINK/USD", directory.LINK__USD, DAY),
  ],
  pyth: {
    contract: "0x8250f4aF4B972684F7b336503E2D6dFeDeB1487a",
    feeds: pythFeeds(
      "ETH/USD",
      "USDC/USD",
      "WSTETH/USD",
      "CBETH/USD",
      "WEETH/USD",
      "EZETH/USD",
      "RSETH/USD",
    ),
  },
  wormholeCore: "0xbebdb6C8ddC678FfA9f8748f85C815C556Dd8ac6",
} as const satisfies MainnetChain;
