import { type Address, encodeFunctionData } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { PerpFeed, PerpPair } from "./deploy-perp-feeds.ts";
import { deployPriceFeed } from "./deploy-price-feed.ts";
import { perpSetupAbi } from "./perp-v2-abi.ts";
import type { PerpV2ContractName } from "./prepare-perp-v2.ts";

/** Ratios in 10^-6: what of its value counts, and how much cheaper a liquidator gets it. */
const collateralsOf = [
  {
    symbol: "WETH",
    pair: "ETH/USD",
    decimals: 18,
    collateralRatio: 700_000,
    discountRatio: 100_000,
  },
  { symbol: "WBTC", pair: "BTC/USD", decimals: 8, collateralRatio: 750_000, discountRatio: 75_000 },
] as const;

/** Queues the registration of the collaterals that are not settled in, each with a price of its own. */
export async function deployCollaterals(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<PerpV2ContractName, Artifact>;
  feeds: readonly PerpFeed[];
  tokens: Record<"WETH" | "WBTC", Address>;
  collateralManager: Address;
}): Promise<{ symbol: string; token: Address; decimals: number; pair: PerpPair }[]> {
  const { chain, deployer, feeds, tokens, collateralManager } = parameters;
  const collaterals = [];
  for (const { symbol, pair, decimals, collateralRatio, discountRatio } of collateralsOf) {
    const feed = feeds.find((one) => one.pair === pair)!;
    const priceFeed = await deployPriceFeed({ ...parameters, feed });
    const token = tokens[symbol];
    const depositCap = 1_000_000n * 10n ** BigInt(decimals);
    const config = { priceFeed, collateralRatio, discountRatio, depositCap };
    chain.send({
      from: deployer,
      to: collateralManager,
      data: encodeFunctionData({
        abi: perpSetupAbi,
        functionName: "addCollateral",
        args: [token, config],
      }),
      label: `let Perp take ${symbol}`,
    });
    collaterals.push({ symbol, token, decimals, pair });
  }
  return collaterals;
}
