import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { ProblemError } from "../errors/problem-error.ts";

/** Refuses bodies of more bytes, also where they come without a length. */
export function limitBody(mostBytes: number): MiddlewareHandler {
  return bodyLimit({
    maxSize: mostBytes,
    onError: () => {
      throw new ProblemError({
        status: 413,
        code: "too-large",
        title: "Request too large",
        detail: `The body has more than ${mostBytes} bytes.`,
      });
    },
  });
}
