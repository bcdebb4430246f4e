import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import type { FactsReader } from "../../core/facts-reader.ts";
import { sqlState, toDatabaseError } from "./to-database-error.ts";

/** Runs a read inside one snapshot. See {@link createDatabase}. */
export type WithSnapshot = <Result>(
  read: (facts: FactsReader) => Promise<Result>,
) => Promise<Result>;

export type Database = {
  /** Ballast's own connection, for the offchain tables: never Ponder's. */
  db: NodePgDatabase;
  withSnapshot: WithSnapshot;
  close(): Promise<void>;
};

/**
 * Ponder changes triggers while it reverts a reorg, which locks every table. A reader that holds
 * one table and waits for the next could deadlock with that, so the reader gives up well before
 * Postgres looks for deadlocks (1 s) and starts its snapshot again.
 */
const LOCK_TIMEOUT_MILLISECONDS = 400;
const STATEMENT_TIMEOUT_MILLISECONDS = 20_000;
const SNAPSHOT_ATTEMPTS = 5;
const LOCK_ERROR_STATES: readonly string[] = ["55P03", "40P01"];

/**
 * Ballast's own pool on the database that Ponder writes. Unqualified tables resolve to `schema`.
 *
 * `withSnapshot` runs its reads in one REPEATABLE READ, READ ONLY transaction: as Ponder commits the
 * rows of a block together with its chain_block row, the newest chain_block seen in a snapshot is
 * exactly what the facts seen in it belong to. The function may run again after a lock conflict, so
 * it must have no other effect than reading.
 * @throws BallastError `database-unavailable`, `index-missing` from `withSnapshot`.
 */
export function createDatabase(parameters: {
  connectionString: string;
  schema: string;
  maximumConnections: number;
  applicationName?: string;
  onIdleError?: (error: Error) => void;
}): Database {
  const pool = new Pool({
    connectionString: parameters.connectionString,
    max: parameters.maximumConnections,
    application_name: parameters.applicationName ?? "ballast",
    connectionTimeoutMillis: 5_000,
    options: `-c search_path="${parameters.schema}"`,
  });
  // An idle connection that breaks is replaced by the pool; unhandled it would end the process.
  pool.on("error", (error) => parameters.onIdleError?.(error));
  const db = drizzle(pool, { casing: "snake_case" });

  const withSnapshot: WithSnapshot = async (read) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.transaction(
          async (transaction) => {
            await transaction.execute(
              sql.raw(
                `SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MILLISECONDS}; SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MILLISECONDS}`,
              ),
            );
            return await read(transaction);
          },
          { isolationLevel: "repeatable read", accessMode: "read only" },
        );
      } catch (error) {
        if (attempt < SNAPSHOT_ATTEMPTS && LOCK_ERROR_STATES.includes(sqlState(error) ?? "")) {
          await sleep(50 * attempt);
          continue;
        }
        throw toDatabaseError(error) ?? error;
      }
    }
  };

  return { db, withSnapshot, close: () => pool.end() };
}
