import { HTTPException } from "hono/http-exception";
import { BallastError } from "../../core/ballast-error.ts";
import { toDatabaseError } from "../store/to-database-error.ts";
import { isProblemCode, PROBLEMS, type ProblemCode } from "./problem-catalogue.ts";
import { ProblemError } from "./problem-error.ts";

/**
 * Ballast's own errors that are answered as what they are, with the seconds after which to ask again;
 * any other is a fault of the server.
 */
const ANSWERED: Readonly<Partial<Record<ProblemCode, { retryAfterSeconds?: number }>>> = {
  "malformed-account": {},
  "malformed-chain": {},
  "malformed-asset": {},
  "account-kind-unknown": { retryAfterSeconds: 5 },
  "chain-unreadable": { retryAfterSeconds: 5 },
  "price-unknown": {},
  "link-revoked": {},
  "too-many-links": {},
  "links-not-ready": { retryAfterSeconds: 5 },
  "read-only": {},
  "methodology-unreadable": {},
  "database-unavailable": { retryAfterSeconds: 2 },
  "index-missing": { retryAfterSeconds: 5 },
};

/** Any error as a problem. What is not known to be safe to show becomes a bare 500. */
export function toProblemError(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  const error = toDatabaseError(thrown) ?? thrown;
  if (error instanceof BallastError && isProblemCode(error.code)) {
    const answered = ANSWERED[error.code];
    if (answered !== undefined) {
      const { status, title } = PROBLEMS[error.code];
      const { retryAfterSeconds } = answered;
      return new ProblemError({
        ...{ status, title, code: error.code, detail: error.message, cause: error },
        headers: retryAfterSeconds === undefined ? {} : { "Retry-After": `${retryAfterSeconds}` },
      });
    }
  }
  if (error instanceof HTTPException && error.status < 500) {
    return new ProblemError({
      status: error.status,
      ...(error.status === 415
        ? { code: "unsupported-media-type", title: "Unsupported media type" }
        : { code: "bad-request", title: "Bad request" }),
      detail: error.message,
      cause: error,
    });
  }
  return new ProblemError({
    status: 500,
    code: "internal",
    title: "Internal error",
    detail: "The server failed to answer. The request id finds the cause in its log.",
    cause: error,
  });
}
