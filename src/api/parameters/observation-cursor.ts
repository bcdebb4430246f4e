import { ProblemError } from "../errors/problem-error.ts";
import type { ObservationPosition } from "../valuation/read-observation-page.ts";

export function observationCursor({ writeTimeSeconds, count }: ObservationPosition): string {
  return `${writeTimeSeconds}-${count}`;
}

/** @throws ProblemError 400 `malformed-cursor`. */
export function readObservationCursor(cursor: string): ObservationPosition {
  const match = /^(\d{1,12})-(\d{1,6})$/.exec(cursor);
  if (match?.[1] === undefined || match[2] === undefined) {
    const detail = `"${cursor}" is not a cursor of observations.`;
    throw new ProblemError({
      status: 400,
      code: "malformed-cursor",
      title: "Malformed cursor",
      detail,
      errors: [{ pointer: "query/cursor", detail }],
    });
  }
  return { writeTimeSeconds: Number(match[1]), count: Number(match[2]) };
}
