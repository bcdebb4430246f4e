import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type AccountId, chainCaip2 } from "../../core/identifiers.ts";
import { simulationExample } from "../answers/examples/simulation.ts";
import { problemResponseSpec, supersededSpec, unsupportedMediaSpec } from "../answers/problem.ts";
import { simulationAnswer, simulationSchema } from "../answers/simulation.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { requireOneOwner } from "../chains/require-one-owner.ts";
import { type ProblemDetail, ProblemError } from "../errors/problem-error.ts";
import { validationProblem } from "../errors/validation-problem.ts";
import { limitBody } from "../http/limit-body.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { selectChains } from "../parameters/select-chains.ts";
import {
  simulateBodySchema,
  type UnderstoodBody,
  understandBody,
} from "../parameters/simulate-body.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import { readSimulation, type SimulatedState } from "../simulation/read-simulation.ts";
import { lagSeconds } from "../valuation/unified/read-unified.ts";
import { unifyAccount } from "../valuation/unified/unify-account.ts";
import { readAnswerVector } from "../vectors/read-answer-vector.ts";

const LARGEST_BODY_BYTES = 128 * 1_024;

const route = createRoute({
  method: "post",
  path: "/v1/accounts/{account}/simulate",
  operationId: "simulateAccount",
  middleware: limitBody(LARGEST_BODY_BYTES),
  summary: "What an account would be with other prices, and after deposits, loans and their ends",
  description:
    "Changes of prices first, then the actions one after the other, all in the blocks of the answer's vector: value, each market's own verdict and liquidation prices before and after. A change moves Ballast's prices and, in the same proportion, those of the markets' own oracles. Nothing is sent anywhere.",
  tags: ["accounts"],
  request: {
    params: z.object({ account: accountParameter }),
    body: { required: true, content: { "application/json": { schema: simulateBodySchema } } },
  },
  responses: {
    200: {
      description: "The account before and after; what a market would refuse is in `refused`.",
      content: { "application/json": { schema: simulationSchema, example: simulationExample } },
    },
    400: problemResponseSpec("`errors[]` lists everything that is wrong with the request."),
    404: problemResponseSpec("`before-index`: the index begins after the moment asked for."),
    410: supersededSpec,
    409: problemResponseSpec("`ambiguous-account`, as of the account's collateral."),
    413: problemResponseSpec(`\`too-large\`: more than ${LARGEST_BODY_BYTES} bytes.`),
    415: unsupportedMediaSpec,
    503: problemResponseSpec(
      "`not-indexed` or `too-old`, with the progress of each chain; `account-kind-unknown`.",
    ),
  },
});

export function simulateAccountRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  app.openapi(
    route,
    async (context) => {
      const { account } = context.req.valid("param");
      const body = context.req.valid("json");
      const indexed = <Value>(values: readonly Value[]) =>
        values.map((value, index) => ({ index, value }));
      const answered = await answer(dependencies, {
        account,
        understood: {
          ...{ at: body.at, chains: indexed(body.chains ?? []) },
          ...{ prices: indexed(body.prices), actions: indexed(body.actions) },
        },
        malformed: [],
      });
      return context.json(answered, 200);
    },
    (result, context) => {
      if (result.success) return;
      const shape = validationProblem(result.target, result.error);
      if (result.target !== "json") throw shape;
      return refuse(shape, context);
    },
  );

  /** It is refused in any case: with the problems beyond its shape, where they can be found. */
  async function refuse(shape: ProblemError, { req }: Context): Promise<never> {
    const { account } = req.valid("param" as never) as { account: AccountId };
    const understood = understandBody(await req.json());
    try {
      await answer(dependencies, { account, understood, malformed: shape.errors });
    } catch (error) {
      if (error instanceof ProblemError && error.code === "invalid-request") throw error;
    }
    throw shape;
  }
}

async function answer(
  dependencies: AppDependencies,
  asked: {
    account: AccountId;
    understood: UnderstoodBody;
    malformed: readonly ProblemDetail[];
  },
) {
  const { network } = dependencies;
  const { account, understood, malformed } = asked;
  const { chainIds, at, problems: misplaced } = placeOf(dependencies, asked);
  await requireOneOwner(dependencies, account, chainIds);
  const heads = await dependencies.heads.readAll();
  const { simulated, resolved, methodology } = await dependencies.withSnapshot(async (facts) => {
    const resolved = await readAnswerVector({
      ...{ dependencies, facts, heads, moment: { at }, freshChainIds: chainIds },
    });
    const { vector } = resolved;
    const methodology = await dependencies.methodologies.at({ facts, vector });
    const simulation = await readSimulation({
      ...{ facts, vector, methodology, account, chainIds, request: understood },
      valuer: dependencies.valuer,
      knownChainIds: network.chains.map((chain) => chain.chainId),
    });
    requireNoProblems([...malformed, ...misplaced, ...simulation.problems]);
    const { before, after, ...simulated } = await simulation.simulate();
    const mismatches = await dependencies.parity.openMismatches({ facts, vector });
    const unified = ({ value, prices }: SimulatedState) => ({
      value: markDoubts(value, mismatches),
      unified: unifyAccount({
        ...{ markets: value.markets, prices, methodology },
        lagSeconds: lagSeconds(vector, resolved.present),
        // What would be done now is not final in any block.
        finalMarkets: resolved.present === null ? null : "unknown",
      }),
    });
    return {
      simulated: {
        ...simulated,
        before: unified(before),
        after: unified(after),
      },
      ...{ resolved, methodology },
    };
  });
  return simulationAnswer({
    ...simulated,
    ...{ vector: resolved.vector, positionChainIds: chainIds, methodology },
    ...{ clock: dependencies.clock, present: resolved.present },
    simulated: network.simulated,
  });
}

/** The chains and the moment that a request is about, as far as they are known, and what is wrong with them. */
function placeOf(
  { network }: Pick<AppDependencies, "network">,
  { account, understood }: { account: AccountId; understood: UnderstoodBody },
) {
  const known = network.chains.map((chain) => chain.chainId);
  const own = selectChains({ network }, account, undefined);
  const problems: ProblemDetail[] = [];
  const asked = understood.chains.map(({ value }) => value);
  const left = own.filter((chainId) => asked.includes(chainId));
  if (account.chainId !== undefined && asked.length > 0 && left.length === 0) {
    const detail = `Add ${chainCaip2(account.chainId)}, which the account is on, or leave it out.`;
    problems.push({ pointer: "body/chains", detail });
  }
  const { at } = understood;
  const unknown =
    at?.kind === "blocks" ? [...at.numbers.keys()].filter((id) => !known.includes(id)) : [];
  for (const chainId of unknown) {
    problems.push({ pointer: "body/at", detail: `${chainCaip2(chainId)} is not indexed.` });
  }
  return {
    chainIds: left.length === 0 ? own : left,
    at: unknown.length === 0 ? at : undefined,
    problems,
  };
}

function requireNoProblems(errors: readonly ProblemDetail[]): void {
  if (errors.length === 0) return;
  throw new ProblemError({
    status: 400,
    code: "invalid-request",
    title: "Invalid request",
    detail: errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(" "),
    errors,
  });
}
