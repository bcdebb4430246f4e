import { isDeepStrictEqual } from "node:util";

/** Runs of each property of the median and the replay, and the time that they may take together. */
export const PROPERTY = { runs: { numRuns: 20_000 }, timeout: 60_000 };

/** Strict deep equality that costs nothing where it holds, unlike an assertion library's. */
export function requireEqual(actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`Not equal:\n${readable(actual)}\n${readable(expected)}`);
}

export function requireThat(holds: boolean, what: string): void {
  if (!holds) throw new Error(`It does not hold that ${what}.`);
}

function readable(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === "bigint" ? `${one}n` : one), 1);
}
