import { and, asc, eq, lte, or } from "drizzle-orm";
import type { Address, Hex } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { FeedSource } from "../oracle-adapter.ts";
import { chainlinkCacheProxy } from "./schema.ts";

export type CacheSource = Extract<FeedSource, { kind: "chainlink-cache" }>;
export type ShownFeed = typeof chainlinkCacheProxy.$inferSelect;

/** What the caches have shown to the feeds' proxies up to a block, oldest first. */
export async function readShownFeeds(parameters: {
  facts: FactsReader;
  sources: readonly CacheSource[];
  block: Pick<BlockReference, "chainId" | "number">;
}): Promise<ShownFeed[]> {
  const { facts, sources, block } = parameters;
  const ofProxies = sources.flatMap(({ cache, proxy }) =>
    proxy === null
      ? []
      : [
          and(
            eq(chainlinkCacheProxy.cache, lowerCase(cache)),
            eq(chainlinkCacheProxy.proxy, lowerCase(proxy)),
          ),
        ],
  );
  if (ofProxies.length === 0) return [];
  return await facts
    .select()
    .from(chainlinkCacheProxy)
    .where(
      and(
        eq(chainlinkCacheProxy.chainId, block.chainId),
        lte(chainlinkCacheProxy.blockNumber, block.number),
        or(...ofProxies),
      ),
    )
    .orderBy(asc(chainlinkCacheProxy.blockNumber), asc(chainlinkCacheProxy.logIndex));
}

/** Those of a feed's own proxy, in their order; none where it is read without one. */
export function shownTo(source: CacheSource, shown: readonly ShownFeed[]): ShownFeed[] {
  const { cache, proxy } = source;
  if (proxy === null) return [];
  return shown.filter((one) => one.cache === lowerCase(cache) && one.proxy === lowerCase(proxy));
}

/**
 * Whether a feed's proxy shows another feed, or none. A proxy of which the index knows nothing, since
 * it was set up before its begin, is taken to show what the configuration says.
 */
export function isSuperseded(
  { dataId }: CacheSource,
  last: Pick<ShownFeed, "dataId"> | undefined,
): boolean {
  return last !== undefined && last.dataId !== dataId.toLowerCase();
}

function lowerCase<Text extends Address | Hex>(text: Text): Text {
  return text.toLowerCase() as Text;
}
