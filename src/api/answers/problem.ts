import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { PROBLEM_CONTENT_TYPE, problemType } from "../errors/problem-response.ts";
import { PROBLEM_EXAMPLES } from "./examples/problems.ts";

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

/**
 * A problem response of a route, for its OpenAPI description, with an example of every code that the
 * description names; of what is merely malformed where it names none.
 */
export function problemResponseSpec(description: string) {
  const named = [...description.matchAll(/`([a-z-]+)`/g)].flatMap(([, code = ""]) =>
    isExampleCode(code) ? [code] : [],
  );
  const codes = named.length === 0 ? (["invalid-request"] as const) : named;
  const examples = Object.fromEntries(
    codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
  );
  return { description, content: { [PROBLEM_CONTENT_TYPE]: { schema: problemSchema, examples } } };
}

/** The examples that the descriptions of routes refer to. */
export function registerProblemExamples({ openAPIRegistry }: OpenAPIHono): void {
  for (const code of Object.keys(PROBLEM_EXAMPLES).filter(isExampleCode)) {
    const { status, title, ...more } = PROBLEM_EXAMPLES[code];
    const value = { type: problemType(code), title, status, code, ...more };
    openAPIRegistry.registerComponent("examples", code, { value });
  }
}

function isExampleCode(code: string): code is keyof typeof PROBLEM_EXAMPLES {
  return Object.hasOwn(PROBLEM_EXAMPLES, code);
}

/** Of every route that takes a body. */
export const unsupportedMediaSpec = problemResponseSpec(
  "`unsupported-media-type`: the body is not sent as `application/json`.",
);

/** Of every route that takes `at`: a block that it names by its digest may be replaced. */
export const supersededSpec = problemResponseSpec(
  "`superseded`: a reorg has replaced a block that `at` names.",
);
