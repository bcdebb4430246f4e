import { eq, sql } from "drizzle-orm";
import { chainBlock } from "../../blocks/schema.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { createTableProbe } from "./create-table-probe.ts";
import { parityTables } from "./parity-tables.ts";

/**
 * A text that differs whenever an answer about the present may: by the newest block of each chain,
 * whether the index has caught up, and what parity has compared. One statement, so that it is true of
 * one moment also outside a snapshot.
 */
export type ReadPresentMark = (on: Pick<FactsReader, "execute">) => Promise<string>;

export function createPresentMark(parameters: {
  chainIds: readonly number[];
  /** Postgres schema of the offchain tables. */
  schema: string;
  /** Whose parity: see `parityStream`. */
  stream: string;
}): ReadPresentMark {
  const { chainIds, schema, stream } = parameters;
  const { parityTally } = parityTables(schema);
  const tablesExist = createTableProbe(schema, "parity_tally");
  const hashes = sql.join(
    chainIds.map(
      (chainId) =>
        sql`coalesce((SELECT ${chainBlock.hash} FROM ${chainBlock} WHERE ${chainBlock.chainId} = ${chainId} ORDER BY ${chainBlock.number} DESC LIMIT 1), '')`,
    ),
    sql` || ' ' || `,
  );
  const ready = sql`coalesce((SELECT value->>'is_ready' FROM _ponder_meta WHERE key = 'app'), '')`;
  // Every record of a comparison adds to it.
  const compared = sql`coalesce((SELECT sum(${parityTally.comparisons}) FROM ${parityTally} WHERE ${eq(parityTally.stream, stream)}), 0)::text`;

  return async (on) => {
    const isCompared = await tablesExist(on);
    const parity = isCompared ? compared : sql`'0'`;
    const { rows } = await on.execute<{ mark: string }>(
      sql`SELECT ${hashes} || ' ' || ${ready} || ' ' || ${parity} AS mark`,
    );
    const mark = rows[0]?.mark;
    if (mark === undefined) throw new RangeError("A statement without a table has one row.");
    return mark;
  };
}
