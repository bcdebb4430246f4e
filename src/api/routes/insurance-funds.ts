import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { blockAnswer } from "../answers/block.ts";
import { insuranceFundsExample } from "../answers/examples/insurance-funds.ts";
import { insuranceFundAnswer, insuranceFundListSchema } from "../answers/insurance-fund.ts";
import { problemResponseSpec, supersededSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { insuranceFundsTable } from "../csv/insurance-funds-table.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { requireModified } from "../http/require-modified.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import { requireKnownChains } from "../parameters/require-known-chains.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";
import { vectorId } from "../vectors/vector-id.ts";

const route = createRoute({
  method: "get",
  path: "/v1/insurance-funds",
  operationId: "listInsuranceFunds",
  summary: "Insurance funds and what they may have to cover",
  description:
    "For each venue that insures its accounts: what its fund has, what accounts that are worth less than nothing will cost it, what is open, and how much of it the fund covers.",
  tags: ["insurance"],
  request: {
    query: z.strictObject({
      chains: chainsParameter.openapi({ example: "eip155:31339" }).optional(),
      maxAgeSeconds: maximumAgeParameter.optional(),
      at: asOfParameter.optional(),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec(
      "One item for each fund; empty where no protocol on the chains has one.",
      insuranceFundListSchema,
      { table: insuranceFundsTable, example: insuranceFundsExample },
    ),
    400: problemResponseSpec("A malformed parameter."),
    404: problemResponseSpec("`before-index`: the index begins after the moment asked for."),
    410: supersededSpec,
    503: problemResponseSpec(
      "`not-indexed` or `too-old`, with the progress of each chain; `chain-unreadable`.",
    ),
  },
});

export function insuranceFundsRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network } = dependencies;

  app.openapi(route, async (context) => {
    const query = context.req.valid("query");
    if (query.chains !== undefined) requireKnownChains(network, query.chains, "query/chains");
    requirePossibleMoment(dependencies, query);
    const chainIds = network.chains
      .map(({ chainId }) => chainId)
      .filter((chainId) => query.chains?.includes(chainId) ?? true);
    const heads = await dependencies.heads.readAll();
    const { resolved, vector, funds } = await dependencies.withSnapshot(async (facts) => {
      const resolved = await readAnswerVector({
        ...{ dependencies, facts, moment: query, freshChainIds: chainIds, heads },
      });
      const vector = new Map(
        [...resolved.vector].filter(([chainId]) => chainIds.includes(chainId)),
      );
      requireModified(context, dependencies, { vector, present: resolved.present });
      const funds = await dependencies.insuranceFunds.readAll({ facts, vector });
      return { resolved, vector, funds };
    });
    return listResponse(
      context,
      {
        items: funds.map(insuranceFundAnswer),
        blocks: [...vector.values()].map((block) =>
          blockAnswer({ block, present: resolved.present, positions: true }),
        ),
        at: vectorId(vector.values()),
        simulated: network.simulated,
      },
      insuranceFundsTable,
    );
  });
}
