import { z } from "@hono/zod-openapi";

/**
 * A named schema or null. `.nullable()` on a named schema comes out of the OpenAPI generator as the
 * bare reference, or as an intersection that null does not satisfy.
 */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema, z.null()]);
}
