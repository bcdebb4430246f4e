import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { accountCollateralAnswer, accountCollateralSchema } from "../answers/account-collateral.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { requireOneOwner } from "../chains/require-one-owner.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import { selectChains } from "../parameters/select-chains.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";

const route = createRoute({
  method: "get",
  path: "/v1/accounts/{account}/collateral",
  summary: "What backs an account's obligations, on every chain",
  description:
    "Positions, values, health by each market's own rules and totals, at one block vector, with the evidence of every price.",
  tags: ["accounts"],
  request: {
    params: z.object({ account: accountParameter }),
    query: z.strictObject({
      chains: chainsParameter.optional(),
      maxAgeSeconds: maximumAgeParameter.optional(),
      at: asOfParameter.optional(),
    }),
  },
  responses: {
    200: {
      description: "The account's collateral; empty for an account never seen.",
      content: { "application/json": { schema: accountCollateralSchema } },
    },
    400: problemResponseSpec("A malformed account or parameter."),
    404: problemResponseSpec("`before-index`: the index begins after the moment asked for."),
    409: problemResponseSpec(
      "`ambiguous-account`: a contract's address may belong to somebody else on another chain; `accounts` holds the ids to ask for.",
    ),
    503: problemResponseSpec(
      "`not-indexed` or `too-old`, with the progress of each chain; `account-kind-unknown`.",
    ),
  },
});

export function accountCollateralRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network } = dependencies;

  app.openapi(route, async (context) => {
    const { account } = context.req.valid("param");
    const query = context.req.valid("query");
    const positionChainIds = selectChains(dependencies, account, query.chains);
    requirePossibleMoment(dependencies, query);
    await requireOneOwner(dependencies, account, positionChainIds);

    const heads = await dependencies.heads.readAll();
    const { value, resolved, methodology } = await dependencies.withSnapshot(async (facts) => {
      const resolved = await readAnswerVector({
        dependencies,
        facts,
        moment: query,
        freshChainIds: positionChainIds,
        heads,
      });
      const value = await dependencies.valuer.valueAccount({
        facts,
        vector: resolved.vector,
        account,
        chainIds: positionChainIds,
      });
      const mismatches = await dependencies.parity.openMismatches({
        facts,
        vector: resolved.vector,
      });
      const methodology = await dependencies.methodologies.at({ facts, vector: resolved.vector });
      return { value: markDoubts(value, mismatches), resolved, methodology };
    });
    return context.json(
      accountCollateralAnswer({
        value,
        vector: resolved.vector,
        positionChainIds,
        heads,
        clock: dependencies.clock,
        nowSeconds: resolved.nowSeconds,
        methodology,
        simulated: network.simulated,
      }),
      200,
    );
  });
}
