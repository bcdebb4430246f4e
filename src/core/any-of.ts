import { type Column, type SQL, sql } from "drizzle-orm";

/** `column = any(values)` with one parameter however many values there are. */
export function anyOf(column: Column, values: Iterable<string>): SQL {
  return sql`${column} = any(${sql.param([...values])})`;
}
