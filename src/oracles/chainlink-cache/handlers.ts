import { ponder } from "ponder:registry";
import { chainlinkCacheProxy, chainlinkCacheReport } from "ponder:schema";
import type { Address, Hex } from "viem";
import type { Network } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";
import type { IndexingContext } from "../../indexing-context.ts";

type LogEvent = {
  block: { number: bigint; timestamp: bigint };
  log: { address: Address; logIndex: number };
  transaction: { hash: Hex };
};

/** Reports as a DataFeedsCache accepts them, and the feeds that it shows to the network's proxies. */
export function registerChainlinkCache(network: Network): void {
  const feedsAt = (chainId: number, cache: Address) =>
    chainOfNetwork(network, chainId).chainlinkCache.filter(
      (feed) => feed.cache.toLowerCase() === cache,
    );

  ponder.on("ChainlinkCache:DecimalReportUpdated", async ({ event, context }) => {
    const { dataId, roundId, timestamp, answer } = event.args;
    const feeds = feedsAt(context.chain.id, event.log.address);
    if (!feeds.some((feed) => feed.dataId.toLowerCase() === dataId)) return;
    const report = {
      roundId,
      answer,
      reportTimestampSeconds: timestamp,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(chainlinkCacheReport)
      .values({ ...placeOf(context, event), dataId, ...report })
      .onConflictDoUpdate(report);
  });

  const showFeed = async (
    context: IndexingContext,
    event: LogEvent,
    shown: { proxy: Address; dataId: Hex | null },
  ) => {
    const proxy = shown.proxy.toLowerCase() as Address;
    const feeds = feedsAt(context.chain.id, event.log.address);
    if (!feeds.some((feed) => feed.proxy?.toLowerCase() === proxy)) return;
    const facts = {
      dataId: shown.dataId,
      blockTimestampSeconds: Number(event.block.timestamp),
      transactionHash: event.transaction.hash,
    };
    await context.db
      .insert(chainlinkCacheProxy)
      .values({ ...placeOf(context, event), proxy, ...facts })
      .onConflictDoUpdate(facts);
  };
  ponder.on("ChainlinkCache:ProxyDataIdUpdated", ({ event, context }) =>
    showFeed(context, event, event.args),
  );
  ponder.on("ChainlinkCache:ProxyDataIdRemoved", ({ event, context }) =>
    showFeed(context, event, { proxy: event.args.proxy, dataId: null }),
  );
}

function placeOf(context: IndexingContext, { log, block }: LogEvent) {
  return {
    chainId: context.chain.id,
    cache: log.address,
    blockNumber: block.number,
    logIndex: log.logIndex,
  };
}
