import type { MiddlewareHandler } from "hono";
import { ProblemError } from "../errors/problem-error.ts";

/** Of path and query; two hundred assets fit. Node itself takes at most 16 KiB of URL and headers. */
const LONGEST_URL = 14_336;

/** @throws ProblemError 414 `uri-too-long`, 400 `malformed-url`. */
export const requireReadableUrl: MiddlewareHandler = function requireReadableUrl(context, next) {
  const { url } = context.req;
  const begin = url.indexOf("/", url.indexOf("://") + 3);
  const target = begin < 0 ? "" : url.slice(begin);
  if (target.length > LONGEST_URL) {
    throw new ProblemError({
      status: 414,
      code: "uri-too-long",
      title: "URL too long",
      detail: `Path and query have ${target.length} bytes; at most ${LONGEST_URL} are taken.`,
    });
  }
  if (target.includes("%") && !isReadable(target)) {
    throw new ProblemError({
      status: 400,
      code: "malformed-url",
      title: "Malformed URL",
      detail:
        "The path or the query has a % without two hexadecimal digits, bytes that are no UTF-8, or a NUL.",
    });
  }
  return next();
};

function isReadable(encoded: string): boolean {
  try {
    return !decodeURIComponent(encoded).includes("\0");
  } catch {
    return false;
  }
}
