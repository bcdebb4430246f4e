import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { parityExample } from "../answers/examples/parity.ts";
import { parityAnswer, paritySchema } from "../answers/parity.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { parityTable } from "../csv/parity-table.ts";
import { formatParameter } from "../parameters/format-parameter.ts";

const route = createRoute({
  method: "get",
  path: "/v1/parity",
  operationId: "getParity",
  summary: "How Ballast's numbers compare with the contracts' own",
  description:
    "Per protocol and chain what a sampler has compared with the contracts' views at the same block, without tolerance, and what differed.",
  tags: ["state"],
  request: { query: z.strictObject({ format: formatParameter }) },
  responses: {
    200: listResponseSpec(
      "Counts since the sampler began with this index; empty where none ever ran. As CSV without the mismatches.",
      paritySchema,
      { table: parityTable, example: parityExample },
    ),
    400: problemResponseSpec("A malformed parameter."),
    503: problemResponseSpec("`database-unavailable`."),
  },
});

export function parityRoute(app: OpenAPIHono, { parity }: AppDependencies): void {
  app.openapi(route, async (context) =>
    listResponse(context, parityAnswer(await parity.read()), parityTable),
  );
}
