import { ProblemError } from "./problem-error.ts";

/** What an answer is made of was taken away by a reorg while it was being made, or will be. */
export function reorganising(): ProblemError {
  return new ProblemError({
    status: 503,
    code: "reorganising",
    title: "Not available",
    detail: "The chains are being reorganised faster than an answer is made.",
    headers: { "Retry-After": "2" },
  });
}
