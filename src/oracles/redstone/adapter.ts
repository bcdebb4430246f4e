import { and, asc, desc, eq, gt, lte, type SQL } from "drizzle-orm";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { Observation } from "../../core/observation.ts";
import { groupHistories } from "../group-histories.ts";
import type { FeedSource, OracleAdapter } from "../oracle-adapter.ts";
import { readBlockAt } from "../read-block-at.ts";
import { redstoneUpdate } from "./schema.ts";

type Feed = { id: string; source: Extract<FeedSource, { kind: "redstone" }> };
type Row = typeof redstoneUpdate.$inferSelect;

/** RedStone push feeds: the last value that the adapter accepted, aged by its signed time. */
export const redstoneAdapter: OracleAdapter<"redstone"> = {
  kind: "redstone",

  async readObservations({ facts, feeds, block }) {
    const rows = await facts
      .selectDistinctOn([redstoneUpdate.adapter, redstoneUpdate.dataFeedId])
      .from(redstoneUpdate)
      .where(ofFeeds(feeds, block))
      .orderBy(
        redstoneUpdate.adapter,
        redstoneUpdate.dataFeedId,
        desc(redstoneUpdate.blockNumber),
        desc(redstoneUpdate.logIndex),
      );
    return new Map(
      feeds.flatMap((feed) => {
        const row = rows.find((one) => isOf(feed, one));
        return row === undefined ? [] : [[feed.id, observation(feed, row)]];
      }),
    );
  },

  async readHistory({ facts, feeds, block, fromSeconds }) {
    const before = await readBlockAt({
      facts,
      chainId: block.chainId,
      timestampSeconds: fromSeconds,
      atMost: block.number,
    });
    const anchors = await redstoneAdapter.readObservations({
      facts,
      feeds,
      block: { ...block, number: before ?? -1n },
    });
    const rows = await facts
      .select()
      .from(redstoneUpdate)
      .where(and(ofFeeds(feeds, block), gt(redstoneUpdate.blockNumber, before ?? -1n)))
      .orderBy(asc(redstoneUpdate.blockNumber), asc(redstoneUpdate.logIndex));
    return groupHistories({ feeds, anchors, rows, isOf, observation });
  },
};

function ofFeeds(feeds: readonly Feed[], block: BlockReference): SQL | undefined {
  return and(
    eq(redstoneUpdate.chainId, block.chainId),
    anyOf(
      redstoneUpdate.adapter,
      feeds.map(({ source }) => source.adapter.toLowerCase()),
    ),
    lte(redstoneUpdate.blockNumber, block.number),
  );
}

function isOf({ source }: Feed, row: Row): boolean {
  return (
    row.adapter === source.adapter.toLowerCase() &&
    row.dataFeedId === source.dataFeedId.toLowerCase()
  );
}

function observation({ id, source }: Feed, row: Row): Observation {
  return {
    feedId: id,
    chainId: row.chainId,
    blockNumber: row.blockNumber,
    logIndex: row.logIndex,
    transactionHash: row.transactionHash,
    rawValue: row.value,
    decimals: source.decimals,
    rawConfidence: null,
    sourceTimeSeconds: Number(row.dataTimestampMilliseconds / 1_000n),
    writeTimeSeconds: row.blockTimestampSeconds,
    roundKey: row.dataTimestampMilliseconds.toString(),
  };
}
