import * as AaveV3Ethereum from "@aave-dao/aave-address-book/AaveV3Ethereum";
import * as AaveV3EthereumEtherFi from "@aave-dao/aave-address-book/AaveV3EthereumEtherFi";
import * as AaveV3EthereumHorizon from "@aave-dao/aave-address-book/AaveV3EthereumHorizon";
import * as AaveV3EthereumLido from "@aave-dao/aave-address-book/AaveV3EthereumLido";
import { aaveMarket, aaveTokens } from "./aave-market.ts";
import { ethereumFeeds } from "./ethereum-feeds.ts";
import { ethereumMaker } from "./ethereum-maker.ts";
import { ethereumRates } from "./ethereum-rates.ts";
import type { MainnetChain } from "./mainnet-chain.ts";
import { morphoDeployment } from "./morpho-deployment.ts";
import { pythFeeds } from "./pyth-price-ids.ts";

const morpho = morphoDeployment(1);

export const ethereum = {
  name: "ethereum",
  chainId: 1,
  // A round block of spring 2026, as on the other chains.
  historyStartBlock: 25_000_000,
  tokens: aaveTokens(
    [AaveV3Ethereum, AaveV3EthereumLido, AaveV3EthereumEtherFi, AaveV3EthereumHorizon],
    { ONE_INCH: "1INCH", BTCb: "BTC.b" },
  ),
  // Start blocks: PoolAddressesProviderRegistry or AaveOracle in aave/protocol-subgraphs,
  // config/mainnet*-v3.json; for EtherFi a round block before that one, and for Horizon, which is
  // not there, one of July 2025, before its activation by governance in August.
  aaveV3: [
    aaveMarket(AaveV3Ethereum, { id: "core", startBlock: 16_291_006 }),
    aaveMarket(AaveV3EthereumLido, { id: "lido", startBlock: 20_262_370 }),
    aaveMarket(AaveV3EthereumEtherFi, { id: "etherfi", startBlock: 20_620_000 }),
    aaveMarket(AaveV3EthereumHorizon, { id: "horizon", startBlock: 23_000_000 }),
  ],
  morphoBlue: morpho.morphoBlue,
  metaMorpho: [
    // MetaMorpho v1.0, which the registry has dropped; block from DefiLlama/defillama-server.
    { factory: "0xA9c3D3a366466Fa809d1Ae982Fb2c46E5fC41101", startBlock: 18_925_584 },
    ...morpho.metaMorpho,
  ],
  // Round blocks of the month before each vault's first deposit.
  erc4626: [
    { vault: AaveV3Ethereum.ASSETS.sDAI.UNDERLYING, startBlock: 16_200_000 },
    { vault: AaveV3Ethereum.ASSETS.sUSDe.UNDERLYING, startBlock: 18_400_000 },
  ],
  maker: [ethereumMaker],
  // Addresses and blocks: @venusprotocol/isolated-pools, deployments/ethereum.
  venus: [
    {
      id: "core",
      comptroller: "0x687a01ecF6d3907658f7A7c714749fAC32336D1B",
      startBlock: 18_968_037,
    },
    {
      id: "curve",
      comptroller: "0x67aA3eCc5831a65A5Ba7be76BED3B5dc7DB60796",
      startBlock: 18_968_040,
    },
    {
      id: "liquid-staked-eth",
      comptroller: "0xF522cd0360EF8c2FF48B648d53EA1717Ec0F3Ac3",
      startBlock: 19_076_091,
    },
    {
      id: "ethena",
      comptroller: "0x562d2b6FF1dbf5f63E233662416782318cC081E4",
      startBlock: 21_441_878,
    },
  ],
  perpV2: [],
  rates: ethereumRates,
  chainlink: ethereumFeeds,
  pyth: {
    contract: "0x4305FB66699C3B2702D4d05CF36551390A4c69C6",
    feeds: pythFeeds("USDC/USD", "UNI/USD"),
  },
  wormholeCore: "0x98f3c9e6E3fAce36bAAd05FE09d375Ef1464288B",
} as const satisfies MainnetChain;
