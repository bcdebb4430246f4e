import { and, asc, desc, eq, gt, lte, or, type SQL } from "drizzle-orm";
import type { Hex } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import type { Observation } from "../../core/observation.ts";
import { unionOf } from "../../core/union-of.ts";
import { groupHistories } from "../group-histories.ts";
import type { FeedSource, OracleAdapter } from "../oracle-adapter.ts";
import { readBlockAt } from "../read-block-at.ts";
import { pythChecks } from "./parity.ts";
import { pythUpdate } from "./schema.ts";

type Feed = { id: string; source: Extract<FeedSource, { kind: "pyth" }> };
type Row = typeof pythUpdate.$inferSelect;

/** Pyth price ids: the last update that the chain's contract stored. */
export const pythAdapter: OracleAdapter<"pyth"> = {
  kind: "pyth",

  async readObservations({ facts, feeds, block }) {
    const rows = await unionOf(
      feeds.map((feed) =>
        facts
          .select()
          .from(pythUpdate)
          .where(and(upTo(block), ofFeed(feed)))
          .orderBy(desc(pythUpdate.blockNumber), desc(pythUpdate.logIndex))
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
    const anchors = await pythAdapter.readObservations({
      facts,
      feeds,
      block: { ...block, number: before ?? -1n },
    });
    const rows = await facts
      .select()
      .from(pythUpdate)
      .where(and(upTo(block), gt(pythUpdate.blockNumber, before ?? -1n), or(...feeds.map(ofFeed))))
      .orderBy(asc(pythUpdate.blockNumber), asc(pythUpdate.logIndex));
    return groupHistories({ feeds, anchors, rows, isOf, observation });
  },

  readParity: async (compared) =>
    pythChecks(compared, await pythAdapter.readObservations(compared)),
};

function upTo(block: BlockReference): SQL | undefined {
  return and(eq(pythUpdate.chainId, block.chainId), lte(pythUpdate.blockNumber, block.number));
}

function ofFeed({ source }: Feed): SQL | undefined {
  return and(
    eq(pythUpdate.contract, source.contract.toLowerCase() as Hex),
    eq(pythUpdate.priceId, source.priceId.toLowerCase() as Hex),
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
