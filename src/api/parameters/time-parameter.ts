import { z } from "@hono/zod-openapi";
import { EXAMPLE_TIME } from "../answers/examples/moment.ts";

const LATEST_SECONDS = 2_147_483_647;

/** `?from=1700000000`: unix seconds. */
export function timeParameter(name: string, description: string, example = EXAMPLE_TIME) {
  return z
    .string()
    .regex(/^[0-9]{1,10}$/, "expected unix seconds")
    .transform(Number)
    .refine((seconds) => seconds <= LATEST_SECONDS, `At most ${LATEST_SECONDS}.`)
    .optional()
    .openapi({
      type: "integer",
      minimum: 0,
      param: { name, in: "query" },
      example,
      description,
    });
}

/** `?limit=100`: a count between 1 and the most of a page. */
export function limitParameter(most: number) {
  return z
    .string()
    .regex(/^[0-9]{1,6}$/, "expected a count")
    .transform(Number)
    .refine((count) => count >= 1 && count <= most, `Between 1 and ${most}.`)
    .optional()
    .openapi({
      type: "integer",
      minimum: 1,
      maximum: most,
      param: { name: "limit", in: "query" },
      example: 1,
      description: `Most items of the page; ${most} at most.`,
    });
}

/** `?cursor=`: what `next` of the page before said. */
export const cursorParameter = z
  .string()
  .max(300)
  .optional()
  .openapi({
    param: { name: "cursor", in: "query" },
    description: "What `next` of the page before said, with the same other parameters.",
  });
