import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { BallastError } from "../../core/ballast-error.ts";
import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import { healthExample } from "../answers/examples/health.ts";
import { healthSchema } from "../answers/health.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { type ChainProgress, chainProgress } from "../vectors/chain-progress.ts";

/** An index that is farther behind its chain's head is worth a look; the second limit means down. */
const DEGRADED_LAG_SECONDS = 15;
const DOWN_LAG_SECONDS = 120;

type Health = z.infer<typeof healthSchema>;

const route = createRoute({
  method: "get",
  path: "/v1/health",
  operationId: "getHealth",
  summary: "Whether answers about the present can be relied on",
  tags: ["state"],
  request: { query: z.strictObject({}) },
  responses: {
    200: {
      description: "`ok`, or `degraded` with the reasons.",
      content: { "application/json": { schema: healthSchema, example: healthExample } },
    },
    400: problemResponseSpec("A malformed parameter."),
    503: problemResponseSpec("`unhealthy`: the state is `down`; `health` holds the same body."),
  },
});

export function healthRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  app.openapi(route, async (context) => {
    const health = await readHealth(dependencies);
    if (health.state === "down") {
      throw new ProblemError({
        status: 503,
        code: "unhealthy",
        title: "Unhealthy",
        detail: health.reasons.join(" "),
        extensions: { health },
        headers: { "Retry-After": "5" },
      });
    }
    return context.json(health, 200);
  });
}

async function readHealth(dependencies: AppDependencies): Promise<Health> {
  const chainIds = dependencies.network.chains.map((chain) => chain.chainId);
  const heads = await dependencies.heads.readAll();
  const progressOf = (indexed: BlockVector) =>
    chainProgress({
      chainIds,
      indexed,
      heads,
      nowSeconds:
        indexed.size === 0 ? null : dependencies.clock.nowSeconds(evaluationTimeSeconds(indexed)),
    });
  try {
    const { indexed, ready } = await dependencies.withSnapshot(async (facts) => ({
      indexed: await dependencies.blocks.readIndexedHeads({ facts, chainIds }),
      ready: await dependencies.blocks.readIndexReady(facts),
    }));
    const chains = progressOf(indexed);
    return {
      ...judge(chains, ready, dependencies.maximumAgeSeconds),
      database: "ok",
      index: ready ? "live" : "backfilling",
      chains,
    };
  } catch (error) {
    if (!(error instanceof BallastError)) throw error;
    const missing = error.code === "index-missing";
    return {
      state: "down",
      database: missing ? "ok" : "down",
      index: missing ? "missing" : "unknown",
      reasons: [error.message],
      chains: progressOf(new Map()),
    };
  }
}

function judge(
  chains: readonly ChainProgress[],
  ready: boolean,
  maximumAgeSeconds: number | undefined,
): Pick<Health, "state" | "reasons"> {
  const down: string[] = [];
  const degraded: string[] = [];
  if (!ready) down.push("The index has not caught up with its chains yet.");
  for (const { chain, indexed, head, lag, ageSeconds } of chains) {
    if (indexed === null) down.push(`Nothing of ${chain} is indexed.`);
    if (head === null)
      degraded.push(`The node of ${chain} does not answer, so its lag is unknown.`);
    if (lag.seconds !== null && lag.seconds > DOWN_LAG_SECONDS) {
      down.push(`The index of ${chain} is ${lag.seconds} s behind its head.`);
    } else if (lag.seconds !== null && lag.seconds > DEGRADED_LAG_SECONDS) {
      degraded.push(`The index of ${chain} is ${lag.seconds} s behind its head.`);
    }
    if (maximumAgeSeconds !== undefined && ageSeconds !== null && ageSeconds > maximumAgeSeconds) {
      down.push(
        `The newest block of ${chain} is ${ageSeconds} s old, over ${maximumAgeSeconds} s.`,
      );
    }
  }
  if (down.length > 0) return { state: "down", reasons: [...down, ...degraded] };
  return { state: degraded.length > 0 ? "degraded" : "ok", reasons: degraded };
}
