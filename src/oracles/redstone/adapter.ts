import { and, asc, desc, eq, gt, lte, or, type SQL } from "drizzle-orm";
import type { Hex } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { Observation } from "../../core/observation.ts";
import { unionOf } from "../../core/union-of.ts";
import { groupHistories } from "../group-histories.ts";
import type { FeedSource, OracleAdapter } from "../oracle-adapter.ts";
import { readBlockAt } from "../read-block-at.ts";
import { redstoneChecks } from "./parity.ts";
import { redstoneUpdate } from "./schema.ts";

type Feed = { id: string; source: Extract<FeedSource, { kind: "redstone" }> };
type Row = typeof redstoneUpdate.$inferSelect;

/** RedStone push feeds: the last value that the adapter accepted, aged by its signed time. */
export const redstoneAdapter: OracleAdapter<"redstone"> = {
  kind: "redstone",

  async readObservations({ facts, feeds, block }) {
    const rows = await unionOf(
      feeds.map((feed) =>
        facts
          .select()
          .from(redstoneUpdate)
          .where(and(upTo(block), ofFeed(feed)))
          .orderBy(desc(redstoneUpdate.blockNumber), desc(redstoneUpdate.logIndex))
          .limit(1),
      ),
    );
    return new Map(
      feeds.flatMap((feed) => {
        const row = rows.find((one) => isOf(feed, one));
        return row === undefined ? [] : [[feed.id, observation(feed, row)]];
      }),
    );
  },

  async readHistory({ facts, feeds, block, fromSeconds }) {
    if (feeds.length === 0) return new Map();
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
      .where(
        and(upTo(block), gt(redstoneUpdate.blockNumber, before ?? -1n), or(...feeds.map(ofFeed))),
      )
      .orderBy(asc(redstoneUpdate.blockNumber), asc(redstoneUpdate.logIndex));
    return groupHistories({ feeds, anchors, rows, isOf, observation });
  },

  readParity: async (compared) =>
    redstoneChecks(compared, await redstoneAdapter.readObservations(compared)),
};

function upTo(block: BlockReference): SQL | undefined {
  return and(
    eq(redstoneUpdate.chainId, block.chainId),
    lte(redstoneUpdate.blockNumber, block.number),
  );
}

function ofFeed({ source }: Feed): SQL | undefined {
  return and(
    eq(redstoneUpdate.adapter, source.adapter.toLowerCase() as Hex),
    eq(redstoneUpdate.dataFeedId, source.dataFeedId.toLowerCase() as Hex),
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
