import * as AaveV3Polygon from "@aave-dao/aave-address-book/AaveV3Polygon";
import * as directory from "@aave-dao/aave-address-book/ChainlinkPolygon";
import { aaveMarket, aaveTokens } from "./aave-market.ts";
import { chainlinkFeed, DAY } from "./chainlink-feed.ts";
import type { MainnetChain } from "./mainnet-chain.ts";
import { morphoDeployment } from "./morpho-deployment.ts";

/** The heartbeat of the chain's large feeds: some blocks. */
const HALF_A_MINUTE = 27;

export const polygon = {
  name: "polygon",
  chainId: 137,
  historyStartBlock: 85_000_000,
  tokens: aaveTokens([AaveV3Polygon], { USDC: "USDC.e", USDCn: "USDC" }),
  // Start block: PoolAddressesProviderRegistry in aave/protocol-subgraphs, config/polygon-v3.json.
  aaveV3: [aaveMarket(AaveV3Polygon, { id: "core", startBlock: 25_824_300 })],
  ...morphoDeployment(137),
  erc4626: [],
  maker: [],
  venus: [],
  perpV2: [],
  rates: [],
  chainlink: [
    chainlinkFeed("ETH/USD", directory.ETH__USD, HALF_A_MINUTE),
    chainlinkFeed("BTC/USD", directory.BTC__USD, HALF_A_MINUTE),
    // POL took MATIC's place one for one in September 2024; Aave prices WPOL by this proxy.
    chainlinkFeed("POL/USD", directory.MATIC__USD, HALF_A_MINUTE),
    chainlinkFeed("WBTC/USD", directory.WBTC__USD, DAY),
    chainlinkFeed("WSTETH/ETH", directory.WSTETH__ETH, DAY),
    chainlinkFeed("USDC/USD", directory.USDC__USD, HALF_A_MINUTE),
    chainlinkFeed("USDT/USD", directory.USDT__USD, HALF_A_MINUTE),
    chainlinkFeed("DAI/USD", directory.DAI__USD, HALF_A_MINUTE),
    chainlinkFeed("MIMATIC/USD", directory.MIMATIC__USD, DAY),
    chainlinkFeed("LINK/USD", directory.LINK__USD, DAY),
    chainlinkFeed("AAVE/USD", directory.AAVE__USD, DAY),
    chainlinkFeed("CRV/USD", directory.CRV__USD, DAY),
    chainlinkFeed("SUSHI/USD", directory.SUSHI__USD, DAY),
    chainlinkFeed("GHST/USD", directory.GHST__USD, DAY),
    chainlinkFeed("BAL/USD", directory.BAL__USD, DAY),
  ],
  // Pyth's list of push feeds does not have the chain.
  pyth: { contract: "0xff1a0f4744e8582DF1aE09D5611b887B6a12925C", feeds: [] },
  wormholeCore: "0x7A4B5a56256163F07b2C80A7cA55aBE66c4ec4d7",
} as const satisfies MainnetChain;
