import { parseAbi } from "viem";
import { createUniswapKeeper } from "../market/create-uniswap-keeper.ts";
import type { DevnetPart } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import { deployUniswapV3Pool } from "./deploy-uniswap-v3-pool.ts";
import { prepareUniswapV3Artifacts } from "./uniswap-v3-artifacts.ts";

const abi = parseAbi([
  "event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)",
]);

/** A WETH/USDC pool of Uniswap v3, traded at the market's price. */
export const uniswapV3Part: DevnetPart = async ({ log }) => {
  const artifacts = await prepareUniswapV3Artifacts({ log });
  return async (site) => {
    const { chain, accounts, base, later } = site;
    const pool = await deployUniswapV3Pool({
      chain,
      deployer: accounts.deployer.address,
      artifacts,
      tokens: base.tokens,
      priceE8: site.priceE8("ETH/USD"),
      nextTimestamp: () => later(1),
    });
    const { number } = await site.mine();
    const { wethIsToken0: _, ...addresses } = pool;
    return {
      name: "uniswap-v3",
      manifest: { uniswapV3: [{ ...addresses, pair: "WETH/USDC", startBlock: number - 1 }] },
      createKeeper: (parameters) => createUniswapKeeper({ ...parameters, pool }),
      expected: expectEvents({ abi, required: { Swap: 30 } }),
    };
  };
};
