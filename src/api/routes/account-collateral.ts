import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import { type AccountId, chainCaip2 } from "../../core/identifiers.ts";
import {
  type AccountCollateral,
  accountCollateralAnswer,
  accountCollateralSchema,
} from "../answers/account-collateral.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { SupersededError } from "../book/create-live-book.ts";
import type { ChainHead } from "../chains/create-chain-heads.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import { requireKnownChains } from "../parameters/require-known-chains.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";
import { requireFresh } from "../vectors/require-fresh.ts";

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
    const asked = { account, positionChainIds, heads };
    if (query.at === undefined) {
      const text = await presentText(dependencies, {
        ...asked,
        maximumAgeSeconds: query.maxAgeSeconds ?? dependencies.maximumAgeSeconds,
      });
      // The text of the very answer that the schema describes.
      if (text !== null) return context.body(text, 200, JSON_TYPE) as never;
    }
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

const JSON_TYPE = { "Content-Type": "application/json" };

/**
 * The answer about the present as the book has it: what is worked out at the newest vector and in the
 * same second of the clock is a text that is kept. Null where the book has not seen what the index has
 * now, or where a reorg takes it away: then the index answers.
 */
async function presentText(
  dependencies: AppDependencies,
  parameters: {
    account: AccountId;
    positionChainIds: readonly number[];
    heads: ReadonlyMap<number, ChainHead | null>;
    maximumAgeSeconds: number | undefined;
  },
): Promise<string | null> {
  const { book, clock, network } = dependencies;
  const { account, positionChainIds, heads, maximumAgeSeconds } = parameters;
  const standing = await book.present();
  if (standing === null) return null;
  const { vector, methodology, answers } = standing;
  const nowSeconds = clock.nowSeconds(evaluationTimeSeconds(vector));
  if (maximumAgeSeconds !== undefined) {
    requireFresh({ vector, chainIds: positionChainIds, heads, nowSeconds, maximumAgeSeconds });
  }
  const key = `${account.chainId ?? ""} ${account.address} ${positionChainIds.join()}`;
  const basis = [...vector.keys()].map((chainId) => heads.get(chainId) ?? null);
  const kept = answers.get(key);
  if (kept?.nowSeconds === nowSeconds && kept.basis.every((head, index) => head === basis[index])) {
    return kept.text;
  }
  try {
    const value = await book.valueAccount({ standing, account, chainIds: positionChainIds });
    const answer: AccountCollateral = accountCollateralAnswer({
      ...{ value, vector, positionChainIds, heads, clock, nowSeconds, methodology },
      simulated: network.simulated,
    });
    const text = JSON.stringify(answer);
    answers.set(key, { text, nowSeconds, basis });
    return text;
  } catch (error) {
    if (error instanceof SupersededError) return null;
    throw error;
  }
}

/** The chains whose positions count: those asked for, and only its own for a CAIP-10 account. */
export function selectChains(
  { network }: AppDependencies,
  account: AccountId,
  asked: readonly number[] | undefined,
): number[] {
  if (asked !== undefined) requireKnownChains(network, asked, "query/chains");
  if (account.chainId === undefined) {
    return network.chains
      .map((chain) => chain.chainId)
      .filter((chainId) => asked?.includes(chainId) ?? true);
  }
  requireKnownChains(network, [account.chainId], "path/account");
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
export async function requireOneOwner(
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
