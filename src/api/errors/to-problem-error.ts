import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { BallastError } from "../../core/ballast-error.ts";
import { toDatabaseError } from "../store/to-database-error.ts";
import { ProblemError } from "./problem-error.ts";

/** How Ballast's own errors look over HTTP; a code that is not listed is a fault of the server. */
const KNOWN_CODES: Readonly<
  Record<string, { status: ContentfulStatusCode; title: string; retryAfterSeconds?: number }>
> = {
  "malformed-account": { status: 400, title: "Malformed account" },
  "malformed-chain": { status: 400, title: "Malformed chain" },
  "malformed-asset": { status: 400, title: "Malformed asset" },
  "account-kind-unknown": { status: 503, title: "Account kind unknown", retryAfterSeconds: 5 },
  "chain-unreadable": { status: 503, title: "Chain unreadable", retryAfterSeconds: 5 },
  "price-unknown": { status: 404, title: "Unknown price" },
  "link-revoked": { status: 409, title: "Link revoked" },
  "too-many-links": { status: 409, title: "Too many links" },
  "links-not-ready": { status: 503, title: "No links yet", retryAfterSeconds: 5 },
  "read-only": { status: 503, title: "Read only" },
  "methodology-unreadable": { status: 503, title: "Methodology of a later release" },
  "database-unavailable": { status: 503, title: "Database unavailable", retryAfterSeconds: 2 },
  "index-missing": { status: 503, title: "Not indexed yet", retryAfterSeconds: 5 },
};

/** Any error as a problem. What is not known to be safe to show becomes a bare 500. */
export function toProblemError(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  const error = toDatabaseError(thrown) ?? thrown;
  if (error instanceof BallastError) {
    const known = KNOWN_CODES[error.code];
    if (known !== undefined) {
      return new ProblemError({
        status: known.status,
        code: error.code,
        title: known.title,
        detail: error.message,
        headers:
          known.retryAfterSeconds === undefined
            ? {}
            : { "Retry-After": String(known.retryAfterSeconds) },
        cause: error,
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
