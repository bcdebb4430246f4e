import { z } from "@hono/zod-openapi";

const LONGEST_AGE_SECONDS = 315_360_000;

/** `?maxAgeSeconds=60`: whole seconds. */
export const maximumAgeParameter = z
  .string()
  .regex(/^[0-9]{1,9}$/, "expected whole seconds")
  .transform(Number)
  .refine((seconds) => seconds <= LONGEST_AGE_SECONDS, `At most ${LONGEST_AGE_SECONDS}.`)
  .openapi({
    type: "integer",
    minimum: 0,
    maximum: LONGEST_AGE_SECONDS,
    param: { name: "maxAgeSeconds", in: "query" },
    examples: [60],
    description: "Refuse with 503 where a block that the answer is about is older. Not with `at`.",
  });
