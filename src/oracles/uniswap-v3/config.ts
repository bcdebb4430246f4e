import { uniswapV3PoolAbi } from "../../../abis/uniswap-v3-pool.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

/** The Uniswap v3 pools whose time-weighted mean is a feed. */
export const uniswapV3Contracts = (network: Network) => ({
  UniswapV3Pool: {
    abi: uniswapV3PoolAbi,
    chain: sourcesPerChain(network, ({ uniswapV3 }) =>
      uniswapV3.map(({ pool, startBlock }) => ({ address: pool, startBlock })),
    ),
  },
});
