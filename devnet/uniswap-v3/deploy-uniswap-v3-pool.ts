import { type Address, encodeFunctionData, parseAbi } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { TokenAddresses } from "../tokens/deploy-tokens.ts";
import { sqrtPriceX96 } from "./pool-price.ts";
import { openPoolRouterAbi } from "./pool-transactions.ts";
import type { UniswapV3Artifacts } from "./uniswap-v3-artifacts.ts";

const factoryAbi = parseAbi([
  "function createPool(address tokenA, address tokenB, uint24 fee) returns (address pool)",
  "function getPool(address tokenA, address tokenB, uint24 fee) view returns (address)",
]);
const poolAbi = parseAbi([
  "function initialize(uint160 sqrtPriceX96)",
  "function increaseObservationCardinalityNext(uint16 observationCardinalityNext)",
]);

/** 0.3 %, with a tick spacing of 60; the widest range on it is ±887220. */
const feePips = 3_000;
const widestTick = 887_220;
/** Enough observations for a 30-minute window at one trade in each block. */
const observations = 200;
/** Near 10,000 WETH and their worth in USDC over the whole range. */
const wholeRangeLiquidity = 5n * 10n ** 17n;

export type UniswapV3Pool = {
  pool: Address;
  factory: Address;
  router: Address;
  token0: Address;
  token1: Address;
  fee: number;
  wethIsToken0: boolean;
};

/**
 * Deploys factory, router and a WETH/USDC pool at the given price with liquidity over the whole
 * range. Mines a block of its own in between, because the factory makes the pool.
 * @param parameters.nextTimestamp Time of that block.
 */
export async function deployUniswapV3Pool(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: UniswapV3Artifacts;
  tokens: TokenAddresses;
  priceE8: bigint;
  nextTimestamp: () => number;
}): Promise<UniswapV3Pool> {
  const { chain, deployer, artifacts, tokens, priceE8, nextTimestamp } = parameters;
  const factory = await chain.deploy({
    from: deployer,
    artifact: artifacts.factory,
    label: "deploy the Uniswap v3 factory",
  });
  const router = await chain.deploy({
    from: deployer,
    artifact: artifacts.router,
    label: "deploy the open pool router",
  });
  chain.send({
    from: deployer,
    to: factory,
    data: encodeFunctionData({
      abi: factoryAbi,
      functionName: "createPool",
      args: [tokens.WETH, tokens.USDC, feePips],
    }),
    label: "create the WETH/USDC pool",
  });
  await chain.mine({ timestamp: nextTimestamp() });
  const pool = (
    await chain.client.readContract({
      address: factory,
      abi: factoryAbi,
      functionName: "getPool",
      args: [tokens.WETH, tokens.USDC, feePips],
    })
  ).toLowerCase() as Address;

  const wethIsToken0 = BigInt(tokens.WETH) < BigInt(tokens.USDC);
  const onPool = (label: string, data: `0x${string}`) =>
    chain.send({ from: deployer, to: pool, data, label });
  onPool(
    "initialize the WETH/USDC pool",
    encodeFunctionData({
      abi: poolAbi,
      functionName: "initialize",
      args: [sqrtPriceX96({ priceE8, wethIsToken0 })],
    }),
  );
  onPool(
    "let the WETH/USDC pool keep observations",
    encodeFunctionData({
      abi: poolAbi,
      functionName: "increaseObservationCardinalityNext",
      args: [observations],
    }),
  );
  chain.send({
    from: deployer,
    to: router,
    data: encodeFunctionData({
      abi: openPoolRouterAbi,
      functionName: "mint",
      args: [pool, -widestTick, widestTick, wholeRangeLiquidity],
    }),
    label: "add liquidity to the WETH/USDC pool",
  });
  const [token0, token1] = wethIsToken0 ? [tokens.WETH, tokens.USDC] : [tokens.USDC, tokens.WETH];
  return { pool, factory, router, token0, token1, fee: feePips, wethIsToken0 };
}
