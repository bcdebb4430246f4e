import { z } from "@hono/zod-openapi";
import { PROBLEM_CONTENT_TYPE } from "../errors/problem-response.ts";

const problemSchema = z
  .looseObject({
    type: z.string().openapi({
      example: "/docs/problems/malformed-account",
      description: "Leads to the problem's documentation on the same server.",
    }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string().openapi({ description: "Stable: decide by this." }),
    requestId: z.string().optional(),
    errors: z.array(
      z.object({ pointer: z.string(), detail: z.string(), code: z.string().optional() }),
    ),
  })
  .openapi("Problem", { description: "RFC 9457 problem details." });

/** A problem response of a route, for its OpenAPI description. */
export function problemResponseSpec(description: string) {
  return { description, content: { [PROBLEM_CONTENT_TYPE]: { schema: problemSchema } } };
}

/** Of every route that takes `at`: a block that it names by its digest may be replaced. */
export const supersededSpec = problemResponseSpec(
  "`superseded`: a reorg has replaced a block that `at` names.",
);
