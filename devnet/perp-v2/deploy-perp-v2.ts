import { type Address, encodeFunctionData, maxUint256 } from "viem";
import type { ManifestChain } from "../../config/manifest.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import { deployCollaterals } from "./deploy-collaterals.ts";
import { deployPerpContracts } from "./deploy-perp-contracts.ts";
import { deployPerpFeeds, perpFirstPrices, submitPrice } from "./deploy-perp-feeds.ts";
import { deployPerpMarkets, openPools } from "./deploy-perp-markets.ts";
import { perpSetupAbi } from "./perp-v2-abi.ts";
import type { PerpV2Artifacts } from "./prepare-perp-v2.ts";

export type PerpV2Market = ManifestChain["perpV2"][number];

/** Longer than every interval over which the clearing house averages prices. */
const SECONDS_OF_PRICES = 2_000;
/** USDC above which the insurance fund gives its surplus away. */
const distributionThreshold = 20_000n * 10n ** 6n;

/**
 * Deploys Perp v2 on a chain in blocks of its own: three markets (the third is there to be closed),
 * USDC to settle in, WETH and WBTC as collateral, all index prices from Chainlink feeds that only
 * `oracles` answer.
 * @param parameters.oracles Three accounts.
 * @param parameters.nextTimestamp Time of a block so many seconds after the last one.
 */
export async function deployPerpV2(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: PerpV2Artifacts;
  tokens: Record<"USDC" | "WETH" | "WBTC", Address>;
  oracles: readonly [Address, Address, Address];
  nextTimestamp: (seconds: number) => number;
}): Promise<PerpV2Market> {
  const { chain, deployer, artifacts, tokens, oracles, nextTimestamp } = parameters;
  const mine = (seconds: number) => chain.mine({ timestamp: nextTimestamp(seconds) });
  const feeds = await deployPerpFeeds({ ...parameters, artifacts: artifacts.chainlink });
  await mine(1);
  for (const feed of feeds) {
    for (const oracle of oracles.slice(0, 2)) {
      chain.send(submitPrice({ feed, oracle, roundId: 1n, priceE8: perpFirstPrices[feed.pair] }));
    }
  }
  const { number: startBlock } = await mine(1);

  const setUp = { chain, deployer, artifacts: artifacts.perp };
  const bases = await deployPerpMarkets({ ...setUp, feeds });
  const contracts = await deployPerpContracts({
    ...setUp,
    ...bases,
    settlementToken: tokens.USDC,
    mine,
  });
  const collaterals = await deployCollaterals({
    ...setUp,
    feeds,
    tokens,
    collateralManager: contracts.collateralManager,
  });
  await mine(1);
  const markets = await openPools({ ...setUp, ...bases, ...contracts, mine });
  chain.send({
    from: deployer,
    to: contracts.clearingHouseConfig,
    data: encodeFunctionData({
      abi: perpSetupAbi,
      functionName: "setSettlementTokenBalanceCap",
      args: [maxUint256],
    }),
    label: "let anybody deposit USDC at Perp",
  });
  chain.send({
    from: deployer,
    to: contracts.insuranceFund,
    data: encodeFunctionData({
      abi: perpSetupAbi,
      functionName: "setDistributionThreshold",
      args: [distributionThreshold],
    }),
    label: "set what the insurance fund keeps",
  });
  // The clearing house has no price before its averages have enough behind them.
  await mine(SECONDS_OF_PRICES);
  const { uniswapV3Factory: _, ...places } = contracts;
  return {
    id: "main",
    ...places,
    quoteToken: bases.quoteToken,
    settlementToken: { symbol: "USDC", address: tokens.USDC, decimals: 6 },
    owner: deployer,
    startBlock,
    feeds: [...feeds],
    oracles: [...oracles],
    markets,
    collaterals,
  };
}
