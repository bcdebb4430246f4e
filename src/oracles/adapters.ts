import { chainlinkAdapter } from "./chainlink/adapter.ts";
import { chainlinkCacheAdapter } from "./chainlink-cache/adapter.ts";
import { chronicleAdapter } from "./chronicle/adapter.ts";
import type { FeedKind, OracleAdapter } from "./oracle-adapter.ts";
import { pythAdapter } from "./pyth/adapter.ts";
import { redstoneAdapter } from "./redstone/adapter.ts";
import { uniswapV3Adapter } from "./uniswap-v3/adapter.ts";

/** How each kind of feed is read back: one line per adapter. */
export const oracleAdapters = {
  chainlink: chainlinkAdapter,
  "chainlink-cache": chainlinkCacheAdapter,
  chronicle: chronicleAdapter,
  pyth: pythAdapter,
  redstone: redstoneAdapter,
  "uniswap-v3": uniswapV3Adapter,
} as const satisfies { [Kind in FeedKind]: OracleAdapter<Kind> };
