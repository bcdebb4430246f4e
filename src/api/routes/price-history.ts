import { setImmediate } from "node:timers/promises";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { EXAMPLE_ASSET, EXAMPLE_TIME } from "../answers/examples/moment.ts";
import { priceHistoryExample } from "../answers/examples/price-history.ts";
import { methodologyReference } from "../answers/methodology-reference.ts";
import { priceHistorySchema, pricePointAnswer } from "../answers/price-point.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { priceHistoryTable } from "../csv/price-history-table.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import {
  completeRange,
  type HistoryRange,
  historyCursor,
  readHistoryCursor,
  requireForward,
  SHORTEST_INTERVAL_SECONDS,
  stepTimes,
} from "../parameters/history-steps.ts";
import { knownAssets } from "../parameters/known-assets.ts";
import { requireAsset } from "../parameters/require-asset.ts";
import { cursorParameter, limitParameter, timeParameter } from "../parameters/time-parameter.ts";
import type { Price } from "../pricing/price.ts";
import { replayStartSeconds } from "../pricing/replay-window.ts";
import { resolveBlockVector } from "../vectors/resolve-block-vector.ts";
import { settledSeconds } from "../vectors/settled-seconds.ts";
import { vectorId } from "../vectors/vector-id.ts";

const MOST_POINTS = 1_000;
/** A page takes the replay of a window for each, whatever the interval. */
const MOST_WINDOWS = 48;

const route = createRoute({
  method: "get",
  path: "/v1/prices/{asset}/history",
  operationId: "getPriceHistory",
  summary: "The price of an asset over time, as it was at each time",
  description: `A point for \`from\` and for every \`interval\` after it, up to \`to\`: what \`/v1/prices?at=\` answers for that time. At most ${MOST_POINTS} points a page, and fewer where they lie far apart.`,
  tags: ["prices"],
  request: {
    params: z.object({
      asset: z.string().openapi({
        param: { name: "asset", in: "path" },
        example: EXAMPLE_ASSET,
        description: "CAIP-19, URL-encoded: its `/` as `%2F`.",
      }),
    }),
    query: z.strictObject({
      from: timeParameter("from", "First time. Default: a day before `to`.", EXAMPLE_TIME - 600),
      to: timeParameter("to", "Last time. Default: the newest that is settled on every chain."),
      interval: z
        .string()
        .regex(/^[0-9]{1,8}$/, "expected whole seconds")
        .transform(Number)
        .refine(
          (seconds) => seconds >= SHORTEST_INTERVAL_SECONDS,
          `At least ${SHORTEST_INTERVAL_SECONDS} seconds.`,
        )
        .optional()
        .openapi({
          type: "integer",
          minimum: SHORTEST_INTERVAL_SECONDS,
          param: { name: "interval", in: "query" },
          example: 300,
          description: "Seconds. Default: so that there are at most some 300 points.",
        }),
      limit: limitParameter(MOST_POINTS),
      cursor: cursorParameter.openapi({ examples: ["1795690195-1795690795-300-1795690795"] }),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec("A page of points, oldest first.", priceHistorySchema, {
      table: priceHistoryTable,
      example: priceHistoryExample,
    }),
    400: problemResponseSpec("A malformed parameter, `future-time`, `conflicting-parameters`."),
    404: problemResponseSpec("`unknown-asset`, `before-index`."),
    503: problemResponseSpec("`not-indexed`, with the progress of each chain."),
  },
});

export function priceHistoryRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, methodologies, blocks, valuer } = dependencies;
  const chainIds = network.chains.map((chain) => chain.chainId);

  app.openapi(route, async (context) => {
    const query = context.req.valid("query");
    const heads = await dependencies.heads.readAll();
    const page = await dependencies.withSnapshot(async (facts) => {
      const indexed = await blocks.readIndexedHeads({ facts, chainIds });
      const methodology = await methodologies.at({ facts, vector: indexed });
      const asked = context.req.valid("param").asset;
      const { asset, priceId, symbol } = requireAsset(
        asked,
        knownAssets(methodology),
        "path/asset",
      );
      const { range, first } = await readRange(dependencies, facts, query, heads);
      const limit = query.limit ?? MOST_POINTS;
      const times = boundedTimes(stepTimes(range, first, limit), valuer.windowSeconds);
      const vectors = await readVectors(dependencies, facts, times, heads);
      return {
        ...{ asset, priceId, symbol },
        methodologies: await methodologiesOf({ methodologies, facts, times, vectors }),
        range,
        times,
        vectors,
        series: await valuer.readSeries({ facts, vectors, priceId }),
      };
    });
    const prices: Price[] = [];
    for (const evaluate of page.series) {
      prices.push(...evaluate());
      // Others may have their turn between two windows.
      await setImmediate();
    }
    const { asset, priceId, symbol, range, times, vectors } = page;
    const after = (times.at(-1) ?? range.to) + range.interval;
    return listResponse(
      context,
      {
        asset,
        symbol,
        priceId,
        ...range,
        points: prices.map((price, index) =>
          pricePointAnswer({
            timeSeconds: times[index] ?? price.evaluatedAtSeconds,
            at: vectorId(vectors[index]?.values() ?? []),
            price,
          }),
        ),
        next: after > range.to ? null : historyCursor(range, after),
        methodologies: page.methodologies,
      },
      priceHistoryTable,
    );
  });
}

/** The methodologies in force at some vectors, ascending, each with the first time that is its. */
async function methodologiesOf(parameters: {
  methodologies: AppDependencies["methodologies"];
  facts: FactsReader;
  times: readonly number[];
  vectors: readonly BlockVector[];
}) {
  const { methodologies, facts, times, vectors } = parameters;
  const found: (ReturnType<typeof methodologyReference> & { from: number })[] = [];
  for (const [index, vector] of vectors.entries()) {
    const methodology = await methodologies.at({ facts, vector });
    if (found.at(-1)?.hash === methodology.hash) continue;
    const from = times[index] ?? evaluationTimeSeconds(vector);
    found.push({ from, ...methodologyReference(methodology) });
  }
  return found;
}

type Heads = Awaited<ReturnType<AppDependencies["heads"]["readAll"]>>;
type Query = { [Key in keyof HistoryRange]?: number | undefined } & { cursor?: string | undefined };

async function readRange(
  { network, blocks, clock }: AppDependencies,
  facts: FactsReader,
  query: Query,
  heads: Heads,
): Promise<{ range: HistoryRange; first: number }> {
  if (query.cursor !== undefined) return readHistoryCursor(query.cursor, query);
  const chainIds = network.chains.map((chain) => chain.chainId);
  const common = { facts, blocks, chainIds, heads, clock };
  let settled = query.to;
  if (settled === undefined) {
    const { indexed } = await resolveBlockVector({ ...common, asOf: { kind: "newest" } });
    settled = settledSeconds({ indexed, heads });
  }
  const beginSeconds = (await blocks.readIndexBegin({ facts, chainIds })) ?? settled;
  const range = completeRange(query, { settledSeconds: settled, beginSeconds });
  requireForward(range);
  return { range, first: range.from };
}

/** The block vectors of some times, of which the first and the last decide whether all are settled. */
async function readVectors(
  { network, blocks, clock }: AppDependencies,
  facts: FactsReader,
  times: readonly number[],
  heads: Heads,
): Promise<BlockVector[]> {
  const chainIds = network.chains.map((chain) => chain.chainId);
  for (const timestampSeconds of [times[0], times.at(-1)]) {
    if (timestampSeconds === undefined) continue;
    const asOf = { kind: "time", timestampSeconds } as const;
    await resolveBlockVector({ facts, blocks, chainIds, asOf, heads, clock });
  }
  return blocks.readBlockSeries({ facts, chainIds, times });
}

/** As many of the times as a page may take windows. The evaluation of a time is not after it. */
function boundedTimes(times: readonly number[], windowSeconds: number): number[] {
  const windows = new Set<number>();
  return times.filter((time) => {
    windows.add(replayStartSeconds(time, windowSeconds));
    return windows.size <= MOST_WINDOWS;
  });
}
