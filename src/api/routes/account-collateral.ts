import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { parseAccountId } from "../../core/identifiers.ts";
import { accountCollateralAnswer, accountCollateralSchema } from "../answers/account-collateral.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { requireOneOwner } from "../chains/require-one-owner.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { finalityParameter } from "../parameters/finality-parameter.ts";
import { linkedParameter } from "../parameters/linked-parameter.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import { maximumWidthParameter } from "../parameters/maximum-width-parameter.ts";
import { selectChains } from "../parameters/select-chains.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import { readUnified } from "../valuation/unified/read-unified.ts";
import { requireNarrow } from "../valuation/unified/require-narrow.ts";
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
      linked: linkedParameter.optional(),
      maxAgeSeconds: maximumAgeParameter.optional(),
      maxWidthBps: maximumWidthParameter.optional(),
      finality: finalityParameter.optional(),
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
    410: problemResponseSpec("`superseded`: a reorg has replaced a block that `at` names."),
    503: problemResponseSpec(
      "`not-indexed` or `too-old`, with the progress of each chain; `too-wide`, with what makes the width; `finality-unknown`, `account-kind-unknown`, `chain-unreadable`.",
    ),
  },
});

export function accountCollateralRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network } = dependencies;

  app.openapi(route, async (context) => {
    const { account } = context.req.valid("param");
    const query = context.req.valid("query");
    const ownChainIds = selectChains(
      dependencies,
      account,
      query.linked ? undefined : query.chains,
    );
    // What is linked with an account may be on any chain.
    const positionChainIds = query.linked
      ? selectChains(dependencies, { chainId: undefined }, query.chains)
      : ownChainIds;
    requirePossibleMoment(dependencies, query);
    await requireOneOwner(dependencies, account, positionChainIds);

    const heads = await dependencies.heads.readAll();
    const { value, unified, resolved, methodology, linked } = await dependencies.withSnapshot(
      async (facts) => {
        const resolved = await readAnswerVector({
          dependencies,
          facts,
          moment: query,
          freshChainIds: positionChainIds,
          heads,
        });
        const linked = query.linked
          ? await dependencies.accountLinks.linkedAccounts({
              ...{ facts, vector: resolved.vector, account },
            })
          : null;
        const owner = { account, linked: linked?.accounts.map(parseAccountId) };
        const value = await dependencies.valuer.valueAccount({
          facts,
          vector: resolved.vector,
          ...owner,
          chainIds: positionChainIds,
        });
        const mismatches = await dependencies.parity.openMismatches({
          facts,
          vector: resolved.vector,
        });
        const methodology = await dependencies.methodologies.at({ facts, vector: resolved.vector });
        const unified = await readUnified({
          ...{ valuer: dependencies.valuer, blocks: dependencies.blocks, facts },
          ...{ vector: resolved.vector, ...owner, chainIds: positionChainIds },
          ...{ value, methodology, present: resolved.present },
        });
        return { value: markDoubts(value, mismatches), unified, resolved, methodology, linked };
      },
    );
    if (query.maxWidthBps !== undefined) requireNarrow(unified, query.maxWidthBps);
    return context.json(
      accountCollateralAnswer({
        value,
        vector: resolved.vector,
        positionChainIds,
        unified,
        linked,
        present: resolved.present,
        clock: dependencies.clock,
        methodology,
        simulated: network.simulated,
      }),
      200,
    );
  });
}
