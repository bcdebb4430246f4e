import { BallastError } from "../../core/ballast-error.ts";

const SOCKET_ERRORS: readonly string[] = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
];

/** undefined_table and invalid_schema_name: Ponder has not made its tables yet, or is replacing them. */
const MISSING_STATES: readonly string[] = ["42P01", "3F000"];

/** Classes connection, resources and operator intervention; lock time-out and deadlock. */
const UNAVAILABLE_STATE = /^(08|53|57|55P03|40P01)/;

/** SQLSTATE, or the code of a socket error, of whatever the driver threw. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/**
 * What a driver's error means where it is not a fault of the query: `index-missing` or
 * `database-unavailable`; undefined for any other error.
 */
export function toDatabaseError(cause: unknown): BallastError | undefined {
  const state = sqlState(cause);
  if (state !== undefined && MISSING_STATES.includes(state)) {
    return new BallastError("The database holds no index yet.", {
      code: "index-missing",
      remedy: "Start the indexer on it, or set DATABASE_SCHEMA to where it writes.",
      cause,
    });
  }
  const unavailable =
    state === undefined
      ? cause instanceof Error && /timeout exceeded|Connection terminated/.test(cause.message)
      : UNAVAILABLE_STATE.test(state) || SOCKET_ERRORS.includes(state);
  if (!unavailable) return undefined;
  return new BallastError("The database does not answer.", {
    code: "database-unavailable",
    remedy: "Try again shortly.",
    cause,
  });
}
