import type { UniswapV3Pool } from "../uniswap-v3/deploy-uniswap-v3-pool.ts";
import { poolPriceE8, sqrtPriceX96 } from "../uniswap-v3/pool-price.ts";
import { readSqrtPriceX96, tradeToPrice } from "../uniswap-v3/pool-transactions.ts";
import {
  deviates,
  type FeedKeeper,
  type FeedKeeperParameters,
  observationPpm,
  observed,
} from "./create-feed-keeper.ts";

const deviationBps = 20n;
/** Also trades for trading's sake. */
const idleTradePercent = 15;

/** Trades the pool back to the market's price when it is worth the fee, and now and then anyway. */
export function createUniswapKeeper(
  parameters: FeedKeeperParameters & { pool: UniswapV3Pool },
): FeedKeeper {
  const { chain, pool, accounts, market, random } = parameters;
  const { wethIsToken0 } = pool;

  return {
    async tick({ timestamp, everything }) {
      const ethE8 = market.priceE8("ETH/USD", timestamp);
      const usdcE8 = market.priceE8("USDC/USD", timestamp);
      const marketE8 = (ethE8 * 10n ** 8n) / usdcE8;
      const target = observed({ priceE8: marketE8, ppm: observationPpm("ETH/USD"), random });
      const idle = random.chance(idleTradePercent);
      const fromSqrtPriceX96 = await readSqrtPriceX96({ chain, pool: pool.pool });
      const toSqrtPriceX96 = sqrtPriceX96({ priceE8: target, wethIsToken0 });
      const due =
        everything ||
        idle ||
        deviates({
          from: poolPriceE8({ sqrtPriceX96: fromSqrtPriceX96, wethIsToken0 }),
          to: marketE8,
          bps: deviationBps,
        });
      if (!due || toSqrtPriceX96 === fromSqrtPriceX96) return;
      const trader = accounts.keeper.address;
      chain.send(tradeToPrice({ pool, trader, fromSqrtPriceX96, toSqrtPriceX96 }));
    },
  };
}
