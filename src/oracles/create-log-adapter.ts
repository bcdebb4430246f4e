import { and, asc, type Column, desc, eq, gt, lte, or, type SQL } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import type { BlockReference } from "../core/block-vector.ts";
import type { FactsReader } from "../core/facts-reader.ts";
import type { Observation } from "../core/observation.ts";
import type { ParityCheck } from "../core/parity.ts";
import { unionOf } from "../core/union-of.ts";
import { groupHistories } from "./group-histories.ts";
import type { ComparedFeeds, FeedKind, FeedSource, OracleAdapter } from "./oracle-adapter.ts";
import { readBlockAt } from "./read-block-at.ts";

type Source<Kind extends FeedKind> = Extract<FeedSource, { kind: Kind }>;
type Feed<Kind extends FeedKind> = { id: string; source: Source<Kind> };

/** A table with a row for each log that gives a feed a new value. */
type LogTable = PgTable & {
  $inferSelect: Pick<Observation, "chainId" | "blockNumber" | "logIndex" | "transactionHash"> & {
    blockTimestampSeconds: number;
  };
  chainId: Column;
  blockNumber: Column;
  logIndex: Column;
};

/** What a kind of feed makes of a row beyond where and when it was written. */
export type LoggedValue = Pick<
  Observation,
  "rawValue" | "decimals" | "rawConfidence" | "sourceTimeSeconds" | "roundKey"
>;

/**
 * The adapter of a kind of feed that logs each of its values: what a feed said last is its newest
 * row at the block, its history are its rows.
 * @param parameters.keyOf The columns that tell a feed's rows from those of others, and their values,
 * in any case of letters.
 * @param parameters.checks Compares the observations at a block with the contracts there.
 */
export function createLogAdapter<Kind extends FeedKind, Table extends LogTable>(parameters: {
  kind: Kind;
  table: Table;
  keyOf: (source: Source<Kind>) => Partial<Record<keyof Table["$inferSelect"] & string, string>>;
  said: (row: Table["$inferSelect"], source: Source<Kind>) => LoggedValue;
  checks: (
    compared: ComparedFeeds<Kind>,
    observations: ReadonlyMap<string, Observation>,
  ) => Promise<readonly ParityCheck[]>;
}): OracleAdapter<Kind> {
  const { kind, table, keyOf, said, checks } = parameters;
  type Row = Table["$inferSelect"];

  const keyEntries = (source: Source<Kind>) =>
    Object.entries<string>(keyOf(source) as Record<string, string>).map(
      ([column, value]) => [column, value.toLowerCase()] as const,
    );
  const columnOf = (name: string) => (table as unknown as Record<string, Column>)[name] as Column;
  const ofFeed = ({ source }: Feed<Kind>): SQL | undefined =>
    and(...keyEntries(source).map(([column, value]) => eq(columnOf(column), value)));
  const isOf = ({ source }: Feed<Kind>, row: Row): boolean =>
    keyEntries(source).every(
      ([column, value]) => (row as Record<string, unknown>)[column] === value,
    );
  const upTo = (block: BlockReference): SQL | undefined =>
    and(eq(table.chainId, block.chainId), lte(table.blockNumber, block.number));
  const rowsWhere = (facts: FactsReader, condition: SQL | undefined) =>
    facts
      .select()
      .from(table as PgTable)
      .where(condition);
  const observation = ({ id, source }: Feed<Kind>, row: Row): Observation => ({
    feedId: id,
    chainId: row.chainId,
    blockNumber: row.blockNumber,
    logIndex: row.logIndex,
    transactionHash: row.transactionHash,
    writeTimeSeconds: row.blockTimestampSeconds,
    ...said(row, source),
  });

  const readObservations: OracleAdapter<Kind>["readObservations"] = async ({
    facts,
    feeds,
    block,
  }) => {
    const rows = (await unionOf(
      feeds.map((feed) =>
        rowsWhere(facts, and(upTo(block), ofFeed(feed)))
          .orderBy(desc(table.blockNumber), desc(table.logIndex))
          .limit(1),
      ),
    )) as Row[];
    return new Map(
      feeds.flatMap((feed) => {
        const row = rows.find((one) => isOf(feed, one));
        return row === undefined ? [] : [[feed.id, observation(feed, row)]];
      }),
    );
  };

  return {
    kind,
    readObservations,

    async readHistory({ facts, feeds, block, fromSeconds }) {
      if (feeds.length === 0) return new Map();
      const { chainId, number: atMost } = block;
      const at = { facts, chainId, timestampSeconds: fromSeconds, atMost };
      const before = (await readBlockAt(at)) ?? -1n;
      const anchors = await readObservations({ facts, feeds, block: { ...block, number: before } });
      const rows = (await rowsWhere(
        facts,
        and(upTo(block), gt(table.blockNumber, before), or(...feeds.map(ofFeed))),
      ).orderBy(asc(table.blockNumber), asc(table.logIndex))) as Row[];
      return groupHistories({ feeds, anchors, rows, isOf, observation });
    },

    readParity: async (compared) => checks(compared, await readObservations(compared)),
  };
}
