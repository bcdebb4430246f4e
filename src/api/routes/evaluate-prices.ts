import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { zeroAddress } from "viem";
import type { Observation } from "../../core/observation.ts";
import { evaluatedPricesSchema } from "../answers/evaluated-prices.ts";
import { evaluatedPricesExample } from "../answers/examples/evaluated-prices.ts";
import { methodologyReference } from "../answers/methodology-reference.ts";
import { stepAnswer } from "../answers/price.ts";
import { problemResponseSpec, unsupportedMediaSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { validationProblem } from "../errors/validation-problem.ts";
import { limitBody } from "../http/limit-body.ts";
import type { MethodologyFeed, PricePolicy } from "../methodology/methodology.ts";
import { type EvaluateBody, evaluateBodySchema } from "../parameters/evaluate-body.ts";
import { findEvaluateProblems } from "../parameters/find-evaluate-problems.ts";
import { parseFixed } from "../parameters/parse-fixed.ts";
import { evaluateSeries } from "../pricing/evaluate-series.ts";

const LARGEST_BODY_BYTES = 512 * 1_024;
/** Without a range of its own, a feed's value may be anything that is a price. */
const WIDEST = { minimumWad: 1n, maximumWad: 10n ** 60n };

const route = createRoute({
  method: "post",
  path: "/v1/prices/evaluate",
  operationId: "evaluatePrices",
  middleware: limitBody(LARGEST_BODY_BYTES),
  summary: "What a policy would have said over time, from observations of your own",
  description:
    "The function that prices are served by, on feeds, observations and a policy of the caller's: to back-test a policy on one's own history. A step for each time at which something changes.",
  tags: ["prices"],
  request: {
    body: { required: true, content: { "application/json": { schema: evaluateBodySchema } } },
  },
  responses: {
    200: {
      description: "The price at each step with the verdict on each feed.",
      content: {
        "application/json": {
          schema: evaluatedPricesSchema,
          example: evaluatedPricesExample,
        },
      },
    },
    400: problemResponseSpec("`errors[]` lists everything that is wrong with the body."),
    413: problemResponseSpec(`\`too-large\`: more than ${LARGEST_BODY_BYTES} bytes.`),
    415: unsupportedMediaSpec,
  },
});

export function evaluatePricesRoute(app: OpenAPIHono, { methodology }: AppDependencies): void {
  const policyIds = methodology.policies.map((policy) => policy.id);
  app.openapi(
    route,
    async (context) => {
      const body = context.req.valid("json");
      requireConsistent(await context.req.json(), policyIds);
      const policy = policyOf(body, methodology.policies);
      const { steps, summary } = evaluateSeries({
        policy,
        feeds: body.feeds.map(feedOf),
        observations: body.observations.map((one) => observationOf(one, body.feeds)),
        lastGood: lastGoodOf(body),
        times: body.at,
      });
      return context.json(
        {
          policy: policy.id,
          steps: steps.map(stepAnswer),
          summary,
          methodology: methodologyReference(methodology),
        },
        200,
      );
    },
    (result, context) => {
      if (!result.success) return refuse(validationProblem(result.target, result.error), context);
    },
  );

  /** The problems of shape together with all others. */
  async function refuse(shape: ProblemError, context: Context): Promise<never> {
    throw withErrors(shape, findEvaluateProblems(await context.req.json(), policyIds));
  }
}

function requireConsistent(body: unknown, policyIds: readonly string[]): void {
  const errors = findEvaluateProblems(body, policyIds);
  if (errors.length === 0) return;
  throw withErrors(
    new ProblemError({
      status: 400,
      code: "invalid-request",
      title: "Invalid request",
      detail: "",
    }),
    errors,
  );
}

function withErrors(problem: ProblemError, more: ProblemError["errors"]): ProblemError {
  // A wrong policy may be a failed union, which names nothing, or be named by both.
  const named = problem.errors.filter(({ pointer }) => !isWithinPolicy(pointer));
  const errors = more.some(({ pointer }) => isWithinPolicy(pointer))
    ? [...named, ...more]
    : [...problem.errors, ...more];
  return new ProblemError({
    status: problem.status,
    code: problem.code,
    title: problem.title,
    detail: errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(" "),
    errors,
  });
}

function isWithinPolicy(pointer: string): boolean {
  return pointer.startsWith("body/policy");
}

function policyOf({ policy }: EvaluateBody, known: readonly PricePolicy[]): PricePolicy {
  if (typeof policy === "string") {
    const found = known.find((one) => one.id === policy);
    if (found === undefined) throw new RangeError(`There is no policy ${policy}.`);
    return found;
  }
  const { par, breaker, rise, step, acceptsNav, ...spreads } = policy;
  return {
    id: "custom",
    reason: "The caller's.",
    ...spreads,
    ...(breaker && { breaker }),
    ...(rise && { rise }),
    ...(step && { step }),
    ...(acceptsNav && { acceptsNav }),
    ...(par && {
      par: {
        parWad: parseFixed(par.par, 18),
        depegBps: par.depegBps,
        depegHardSpreadBps: par.depegHardSpreadBps,
      },
    }),
  };
}

function feedOf(feed: EvaluateBody["feeds"][number]): MethodologyFeed {
  const { id, heartbeatSeconds, futureToleranceSeconds, decimals } = feed;
  return {
    id,
    chainId: 1,
    source: { kind: "chainlink", proxy: zeroAddress },
    upstream: feed.upstream ?? [id],
    heartbeatSeconds,
    futureToleranceSeconds,
    decimals,
    minimumWad: feed.minimum === undefined ? WIDEST.minimumWad : parseFixed(feed.minimum, 18),
    maximumWad: feed.maximum === undefined ? WIDEST.maximumWad : parseFixed(feed.maximum, 18),
    quotedIn: null,
    ...(feed.nature && { nature: feed.nature }),
  };
}

function observationOf(
  one: EvaluateBody["observations"][number],
  feeds: EvaluateBody["feeds"],
): Observation {
  const feed = feeds.find(({ id }) => id === one.feed);
  return {
    feedId: one.feed,
    chainId: 1,
    blockNumber: 0n,
    logIndex: -1,
    transactionHash: null,
    rawValue: BigInt(one.value),
    decimals: one.decimals ?? feed?.decimals ?? 0,
    rawConfidence: one.confidence === undefined ? null : BigInt(one.confidence),
    sourceTimeSeconds: one.time,
    writeTimeSeconds: one.writeTime ?? one.time,
    roundKey: String(one.time),
  };
}

function lastGoodOf({ lastGood }: EvaluateBody) {
  if (lastGood === null) return null;
  return {
    lowWad: parseFixed(lastGood.low, 18),
    midWad: parseFixed(lastGood.mid, 18),
    highWad: parseFixed(lastGood.high, 18),
    asOfSeconds: lastGood.asOf,
  };
}
