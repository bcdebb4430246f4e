import { and, asc, desc, eq, gt, lte, type SQL } from "drizzle-orm";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { Observation } from "../../core/observation.ts";
import { groupHistories } from "../group-histories.ts";
import type { FeedSource, OracleAdapter } from "../oracle-adapter.ts";
import { readBlockAt } from "../read-block-at.ts";
import { pythUpdate } from "./schema.ts";

type Feed = { id: string; source: Extract<FeedSource, { kind: "pyth" }> };
type Row = typeof pythUpdate.$inferSelect;

/** Pyth price ids: the last update that the chain's contract stored. */
export const pythAdapter: OracleAdapter<"pyth"> = {
  kind: "pyth",

  async readObservations({ facts, feeds, block }) {
    const rows = await facts
      .selectDistinctOn([pythUpdate.contract, pythUpdate.priceId])
      .from(pythUpdate)
      .where(ofFeeds(feeds, block))
      .orderBy(
        pythUpdate.contract,
        pythUpdate.priceId,
        desc(pythUpdate.blockNumber),
        desc(pythUpdate.logIndex),
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
    const anchors = await pythAdapter.readObservations({
      facts,
      feeds,
      block: { ...block, number: before ?? -1n },
    });
    const rows = await facts
      .select()
      .from(pythUpdate)
      .where(and(ofFeeds(feeds, block), gt(pythUpdate.blockNumber, before ?? -1n)))
      .orderBy(asc(pythUpdate.blockNumber), asc(pythUpdate.logIndex));
    return groupHistories({ feeds, anchors, rows, isOf, observation });
  },
};

function ofFeeds(feeds: readonly Feed[], block: BlockReference): SQL | undefined {
  return and(
    eq(pythUpdate.chainId, block.chainId),
    anyOf(
      pythUpdate.priceId,
      feeds.map(({ source }) => source.priceId.toLowerCase()),
    ),
    lte(pythUpdate.blockNumber, block.number),
  );
}

function isOf({ source }: Feed, row: Row): boolean {
  return (
    row.contract === source.contract.toLowerCase() && row.priceId === source.priceId.toLowerCase()
  );
}

function observation({ id: feedId }: Feed, row: Row): Observation {
  return {
    feedId,
    chainId: row.chainId,
    blockNumber: row.blockNumber,
    logIndex: row.logIndex,
    transactionHash: row.transactionHash,
    rawValue: row.price,
    decimals: -row.exponent,
    rawConfidence: row.confidence,
    sourceTimeSeconds: Number(row.publishTimeSeconds),
    writeTimeSeconds: row.blockTimestampSeconds,
    roundKey: row.publishTimeSeconds.toString(),
  };
}
