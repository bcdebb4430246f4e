import { unionAll } from "drizzle-orm/pg-core";

type Query<Row> = PromiseLike<Row[]>;

/**
 * Runs selects of the same columns as one query. Of large tables the newest row of each of a few keys
 * is found this way by one step into the index per key, where DISTINCT ON reads a key's whole history.
 */
export async function unionOf<Row>(queries: readonly Query<Row>[]): Promise<Row[]> {
  if (queries.length < 2) return queries[0] ?? [];
  // drizzle types a union by the builders themselves, which a list of any length does not have.
  const union = unionAll as unknown as (...all: readonly Query<Row>[]) => Query<Row>;
  return union(...queries);
}
