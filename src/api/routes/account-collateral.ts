import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type AccountId, chainCaip2, parseAccountId } from "../../core/identifiers.ts";
import { accountCollateralAnswer, accountCollateralSchema } from "../answers/account-collateral.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { finalityParameter } from "../parameters/finality-parameter.ts";
import { linkedParameter } from "../parameters/linked-parameter.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import { maximumWidthParameter } from "../parameters/maximum-width-parameter.ts";
import { requireKnownChains } from "../parameters/require-known-chains.ts";
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
    const positionChainIds = selectChains(dependencies, account, query);
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

/**
 * The chains whose positions count: those asked for, and only its own for a CAIP-10 account. What is
 * linked with an account may be on any.
 */
function selectChains(
  { network }: AppDependencies,
  account: AccountId,
  query: { chains?: readonly number[] | undefined; linked?: boolean | undefined },
): number[] {
  const { chains: asked, linked = false } = query;
  if (asked !== undefined) requireKnownChains(network, asked, "query/chains");
  if (account.chainId !== undefined) requireKnownChains(network, [account.chainId], "path/account");
  if (account.chainId === undefined || linked) {
    return network.chains
      .map((chain) => chain.chainId)
      .filter((chainId) => asked?.includes(chainId) ?? true);
  }
  if (asked !== undefined && !asked.includes(account.chainId)) {
    throw new ProblemError({
      status: 400,
      code: "conflicting-parameters",
      title: "Conflicting parameters",
      detail: `The account is on ${chainCaip2(account.chainId)} only, which chains leaves out.`,
      errors: [{ pointer: "query/chains", detail: `Add ${chainCaip2(account.chainId)}.` }],
    });
  }
  return [account.chainId];
}

/** A plain address is one owner on several chains only while it is a contract on none of them. */
async function requireOneOwner(
  { accountKinds }: AppDependencies,
  account: AccountId,
  chainIds: readonly number[],
): Promise<void> {
  if (account.chainId !== undefined || chainIds.length < 2) return;
  const contracts = await Promise.all(
    chainIds.map((chainId) => accountKinds.isContract({ chainId, address: account.address })),
  );
  if (!contracts.includes(true)) return;
  const where = chainIds.filter((_, index) => contracts[index]).map(chainCaip2);
  throw new ProblemError({
    status: 409,
    code: "ambiguous-account",
    title: "Ambiguous account",
    detail: `${account.address} is a contract on ${where.join(", ")}, so the same address may belong to somebody else on another chain. Ask for one chain at a time.`,
    extensions: {
      accounts: chainIds.map((chainId) => `${chainCaip2(chainId)}:${account.address}`),
    },
  });
}
