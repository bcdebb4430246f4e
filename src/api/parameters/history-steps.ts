import { z } from "@hono/zod-openapi";
import type { ProblemCode } from "../errors/problem-catalogue.ts";
import { ProblemError } from "../errors/problem-error.ts";

/** Times at which a price is asked for: `from`, and every `interval` from there up to `to`. */
export type HistoryRange = { from: number; to: number; interval: number };

/** The time between two blocks of Ethereum. */
const SHORTEST_INTERVAL_SECONDS = 12;
const DEFAULT_RANGE_SECONDS = 86_400;
const USUAL_INTERVALS = [12, 60, 300, 900, 3_600, 14_400, 86_400] as const;

/** What a caller leaves out: the last day, in at most about the usual number of steps, of a usual length. */
export function completeRange(
  asked: { [Key in keyof HistoryRange]?: number | undefined },
  known: { settledSeconds: number; beginSeconds: number; usualPoints: number },
): HistoryRange {
  const to = asked.to ?? known.settledSeconds;
  const from = asked.from ?? Math.max(to - DEFAULT_RANGE_SECONDS, known.beginSeconds);
  const length = to - from;
  const interval =
    asked.interval ??
    USUAL_INTERVALS.find((seconds) => length / seconds <= known.usualPoints) ??
    Math.ceil(length / known.usualPoints);
  return { from, to, interval };
}

/** The times of a page from a time on. */
export function stepTimes({ to, interval }: HistoryRange, first: number, limit: number): number[] {
  const count = Math.max(0, Math.min(limit, Math.floor((to - first) / interval) + 1));
  return Array.from({ length: count }, (_, index) => first + index * interval);
}

export function historyCursor({ from, to, interval }: HistoryRange, next: number): string {
  return [from, to, interval, next].join("-");
}

/**
 * The range and the first time of a page. A cursor holds the whole range; what is given beside it
 * must agree.
 * @throws ProblemError 400 `malformed-cursor`, `conflicting-parameters`.
 */
export function readHistoryCursor(
  cursor: string,
  asked: { [Key in keyof HistoryRange]?: number | undefined },
): { range: HistoryRange; first: number } {
  const match = /^(\d{1,10})-(\d{1,10})-(\d{1,10})-(\d{1,10})$/.exec(cursor);
  const [from = 0, to = 0, interval = 0, first = 0] = match?.slice(1).map(Number) ?? [];
  const isStep = interval >= SHORTEST_INTERVAL_SECONDS && (first - from) % interval === 0;
  if (match === null || !isStep || first < from || first > to) {
    throw refuse("malformed-cursor", "query/cursor", `"${cursor}" is not a cursor of a history.`);
  }
  const range = { from, to, interval };
  for (const key of ["from", "to", "interval"] as const) {
    if (asked[key] === undefined || asked[key] === range[key]) continue;
    throw refuse(
      "conflicting-parameters",
      `query/${key}`,
      `The cursor is of a history with ${key}=${range[key]}.`,
    );
  }
  return { range, first };
}

/** @throws ProblemError 400 `invalid-request` where the range ends before it begins. */
export function requireForward({ from, to }: Pick<HistoryRange, "from" | "to">): void {
  if (from > to) throw refuse("invalid-request", "query/from", `${from} is after ${to}.`);
}

function refuse(code: ProblemCode, pointer: string, detail: string): ProblemError {
  return new ProblemError({
    status: 400,
    code,
    title: "Invalid request",
    detail,
    errors: [{ pointer, detail }],
  });
}

/** `?interval=300`: seconds between two points. */
export function intervalParameter(usualPoints: number) {
  return z
    .string()
    .regex(/^[0-9]{1,8}$/, "expected whole seconds")
    .transform(Number)
    .refine(
      (seconds) => seconds >= SHORTEST_INTERVAL_SECONDS,
      `At least ${SHORTEST_INTERVAL_SECONDS} seconds.`,
    )
    .optional()
    .openapi({
      type: "integer",
      minimum: SHORTEST_INTERVAL_SECONDS,
      param: { name: "interval", in: "query" },
      example: 300,
      description: `Seconds. Default: so that there are at most some ${usualPoints} points.`,
    });
}
