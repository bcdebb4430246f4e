import { ponder } from "ponder:registry";
import { redstoneUpdate } from "ponder:schema";
import type { Address, Hex } from "viem";
import { redstoneAdapterAbi } from "../../../abis/redstone-adapter.ts";
import type { Network } from "../../../config/network.ts";
import { chainOfNetwork } from "../../chain-sources.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";

/**
 * Values that RedStone's push adapters accept. The signed time, by which a value's age counts, is not
 * in the log: it is read from the adapter, which admits one update of a feed per block time.
 */
export function registerRedstone(network: Network): void {
  ponder.on("RedstoneAdapter:AnswerUpdated", async ({ event, context }) => {
    const adapter = event.log.address;
    const [dataTimestampMilliseconds] = await context.client.readContract({
      abi: redstoneAdapterAbi,
      address: adapter,
      functionName: "getTimestampsFromLatestUpdate",
    });
    await storeUpdate(context, {
      dataFeedId: onlyFeedOf(network, { chainId: context.chain.id, adapter }),
      value: event.args.current,
      dataTimestampMilliseconds,
      event,
    });
  });

  ponder.on("RedstoneAdapter:ValueUpdate", async ({ event, context }) => {
    const { dataFeedId, value } = event.args;
    const feeds = chainOfNetwork(network, context.chain.id).redstone;
    const adapter = event.log.address;
    if (!feeds.some((feed) => isAt(feed, adapter) && feed.dataFeedId === dataFeedId)) return;
    const [dataTimestampMilliseconds] = await context.client.readContract({
      abi: redstoneAdapterAbi,
      address: adapter,
      functionName: "getLastUpdateDetails",
      args: [dataFeedId],
    });
    await storeUpdate(context, { dataFeedId, value, dataTimestampMilliseconds, event });
  });
}

function isAt(feed: { adapter: Address }, adapter: Address): boolean {
  return feed.adapter.toLowerCase() === adapter.toLowerCase();
}

/** The feed of an adapter that serves one; its AnswerUpdated does not name it. */
function onlyFeedOf(
  network: Network,
  { chainId, adapter }: { chainId: number; adapter: Address },
): Hex {
  const [feed, ...others] = chainOfNetwork(network, chainId).redstone.filter((one) =>
    isAt(one, adapter),
  );
  if (feed === undefined || others.length > 0) {
    throw new BallastError(
      `The RedStone adapter ${adapter} logs AnswerUpdated but is set up for ${feed === undefined ? "no feed" : "several feeds"}.`,
      { code: "redstone-feed-ambiguous", remedy: "Such an adapter serves exactly one feed." },
    );
  }
  return feed.dataFeedId;
}

async function storeUpdate(
  context: IndexingContext,
  parameters: {
    dataFeedId: Hex;
    value: bigint;
    dataTimestampMilliseconds: bigint;
    event: {
      block: { number: bigint; timestamp: bigint };
      log: { address: Address; logIndex: number };
      transaction: { hash: Hex };
    };
  },
): Promise<void> {
  const { dataFeedId, value, dataTimestampMilliseconds, event } = parameters;
  const update = {
    value,
    dataTimestampMilliseconds,
    blockTimestampSeconds: Number(event.block.timestamp),
    transactionHash: event.transaction.hash,
  };
  await context.db
    .insert(redstoneUpdate)
    .values({
      chainId: context.chain.id,
      adapter: event.log.address,
      dataFeedId,
      blockNumber: event.block.number,
      logIndex: event.log.logIndex,
      ...update,
    })
    .onConflictDoUpdate(update);
}
