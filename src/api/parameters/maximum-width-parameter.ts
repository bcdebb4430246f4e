import { z } from "@hono/zod-openapi";

/** `?maxWidthBps=200`: whole basis points. */
export const maximumWidthParameter = z
  .string()
  .regex(/^[0-9]{1,6}$/, "expected whole basis points")
  .transform(Number)
  .openapi({
    type: "integer",
    minimum: 0,
    maximum: 999_999,
    param: { name: "maxWidthBps", in: "query" },
    example: 500,
    description:
      "Refuse with 503 where the bounds of the unified value are wider than this, or not known.",
  });
