import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Hex } from "viem";
import { chainCaip2 } from "../../core/identifiers.ts";
import { currentMethodologyExample, methodologyExample } from "../answers/examples/methodology.ts";
import { EXAMPLE_METHODOLOGY } from "../answers/examples/moment.ts";
import { safeNumber } from "../answers/identifier-schemas.ts";
import {
  currentMethodologySchema,
  methodologySchema,
  type versionSchema,
} from "../answers/methodology.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { methodologiesTable } from "../csv/methodologies-table.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { methodologyText } from "../methodology/hash-methodology.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import type { ListedMethodology } from "../store/read-methodologies.ts";
import { readAnswerVector } from "../vectors/read-answer-vector.ts";

const current = createRoute({
  method: "get",
  path: "/v1/methodology",
  operationId: "getCurrentMethodology",
  summary: "The rules in force: feeds, policies, assets, haircuts, markets; and all their versions",
  tags: ["methodology"],
  request: { query: z.strictObject({ format: formatParameter }) },
  responses: {
    200: listResponseSpec(
      "The methodology in force at the newest indexed blocks, and every registered version, newest first; as CSV the versions.",
      currentMethodologySchema,
      { table: methodologiesTable, example: currentMethodologyExample },
    ),
    400: problemResponseSpec("A malformed parameter."),
    503: problemResponseSpec("`not-indexed`; `methodology-unreadable`."),
  },
});

const byHash = createRoute({
  method: "get",
  path: "/v1/methodology/{hash}",
  operationId: "getMethodology",
  summary: "The rules that an answer names by hash",
  tags: ["methodology"],
  request: {
    params: z.object({
      hash: z
        .string()
        .regex(/^0x[0-9a-fA-F]{64}$/, "expected 32 bytes: 0x and 64 hexadecimal digits")
        .openapi({ param: { name: "hash", in: "path" }, example: EXAMPLE_METHODOLOGY }),
    }),
    query: z.strictObject({}),
  },
  responses: {
    200: {
      description: "The methodology with its hash.",
      content: { "application/json": { schema: methodologySchema, example: methodologyExample } },
    },
    400: problemResponseSpec("A malformed hash."),
    404: problemResponseSpec("`unknown-methodology`."),
  },
});

export function methodologyRoutes(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { methodologies } = dependencies;

  app.openapi(current, async (context) => {
    const heads = await dependencies.heads.readAll();
    const methodology = await dependencies.withSnapshot(async (facts) => {
      const { vector } = await readAnswerVector({
        dependencies: { ...dependencies, maximumAgeSeconds: undefined },
        facts,
        moment: {},
        freshChainIds: [],
        heads,
      });
      return methodologies.at({ facts, vector });
    });
    const versions = (await methodologies.list()).map(versionAnswer);
    return listResponse(
      context,
      { ...methodologyAnswer(methodology), versions },
      methodologiesTable,
    );
  });

  app.openapi(byHash, async (context) => {
    const { hash } = context.req.valid("param");
    const methodology = await methodologies.byHash(hash.toLowerCase() as Hex);
    if (methodology === null) {
      throw new ProblemError({
        status: 404,
        code: "unknown-methodology",
        title: "Unknown methodology",
        detail: `No methodology ${hash} is registered; /v1/methodology lists those that are.`,
      });
    }
    return context.json(methodologyAnswer(methodology), 200);
  });
}

function versionAnswer(one: ListedMethodology): z.infer<typeof versionSchema> {
  const { version, hash, activationChainId, activationBlockNumber, registeredAt } = one;
  return {
    version,
    hash,
    url: `/v1/methodology/${hash}`,
    activation:
      activationChainId === null || activationBlockNumber === null
        ? null
        : { chain: chainCaip2(activationChainId), block: safeNumber(activationBlockNumber) },
    registeredAt: registeredAt.toISOString(),
  };
}

/** The same JSON that is hashed, so that a reader can check the hash. */
function methodologyAnswer(methodology: HashedMethodology): z.infer<typeof methodologySchema> {
  return { hash: methodology.hash, methodology: JSON.parse(methodologyText(methodology)) };
}
