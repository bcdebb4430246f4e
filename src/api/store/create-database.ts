import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { BallastError } from "../../core/ballast-error.ts";
import type { FactsReader } from "../../core/facts-reader.ts";

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
        throw databaseError(error, parameters.schema) ?? error;
      }
    }
  };

  return { db, withSnapshot, close: () => pool.end() };
}

/** SQLSTATE, or the code of a socket error, of whatever a driver threw. */
function sqlState(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

const SOCKET_ERRORS: readonly string[] = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
];

function databaseError(cause: unknown, schema: string): BallastError | undefined {
  const state = sqlState(cause);
  // undefined_table, invalid_schema_name: Ponder has not made its tables yet, or is replacing them.
  if (state === "42P01" || state === "3F000") {
    return new BallastError(`The database schema ${schema} has no index yet.`, {
      code: "index-missing",
      remedy: "Start the indexer on it, or set DATABASE_SCHEMA.",
      cause,
    });
  }
  const unavailable =
    state !== undefined
      ? // Classes 08 (connection), 53 (resources), 57P0x (shutdown), and lock or statement time-outs.
        /^(08|53|57|55P03|40P01)/.test(state) || SOCKET_ERRORS.includes(state)
      : cause instanceof Error && /timeout exceeded|Connection terminated/.test(cause.message);
  if (!unavailable) return undefined;
  return new BallastError("The database does not answer.", {
    code: "database-unavailable",
    remedy: "Try again shortly.",
    cause,
  });
}
