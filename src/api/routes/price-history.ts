import { setImmediate } from "node:timers/promises";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { EXAMPLE_ASSET, EXAMPLE_TIME } from "../answers/examples/moment.ts";
import { priceHistoryExample } from "../answers/examples/price-history.ts";
import { methodologiesInForceAnswer } from "../answers/methodologies-in-force.ts";
import { priceHistorySchema, pricePointAnswer } from "../answers/price-point.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { priceHistoryTable } from "../csv/price-history-table.ts";
import { requireModified } from "../http/require-modified.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { historyCursor, intervalParameter } from "../parameters/history-steps.ts";
import { knownAssets } from "../parameters/known-assets.ts";
import { requireAsset } from "../parameters/require-asset.ts";
import { cursorParameter, limitParameter, timeParameter } from "../parameters/time-parameter.ts";
import type { Price } from "../pricing/price.ts";
import {
  type HistoryPage,
  methodologyChanges,
  readHistoryPage,
} from "../vectors/read-history-page.ts";
import { vectorId } from "../vectors/vector-id.ts";

const MOST_POINTS = 1_000;
const USUAL_POINTS = 300;

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
      interval: intervalParameter(USUAL_POINTS),
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
    const found = await dependencies.withSnapshot(async (facts) => {
      const indexed = await blocks.readIndexedHeads({ facts, chainIds });
      const methodology = await methodologies.at({ facts, vector: indexed });
      const known = requireAsset(
        context.req.valid("param").asset,
        knownAssets(methodology),
        "path/asset",
      );
      const page = await readHistoryPage({
        ...{ dependencies, facts, asked: query, heads },
        ...{ limit: query.limit ?? MOST_POINTS, usualPoints: USUAL_POINTS },
      });
      const newest = page.vectors.at(-1);
      if (newest !== undefined) {
        // The blocks of earlier points are those that the newest ones stand on.
        const more = [page.range, page.times.length, methodologiesOf(page)];
        requireModified(context, dependencies, {
          ...{ vector: newest, present: null, methodology, more },
        });
      }
      const priceIds = [known.priceId];
      const series = await valuer.readSeries({ facts, vectors: page.vectors, priceIds });
      return { known, page, series };
    });
    const { asset, symbol, priceId } = found.known;
    const prices: Price[] = [];
    for (const evaluate of found.series) {
      for (const evaluated of evaluate()) {
        const price = evaluated.get(priceId);
        if (price === undefined) throw new RangeError(`The price ${priceId} was not evaluated.`);
        prices.push(price);
      }
      // Others may have their turn between two windows.
      await setImmediate();
    }
    const { range, times, vectors, next } = found.page;
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
        next: next === null ? null : historyCursor(range, next),
        methodologies: methodologiesOf(found.page),
      },
      priceHistoryTable,
    );
  });
}

const methodologiesOf = (page: HistoryPage) => methodologiesInForceAnswer(methodologyChanges(page));
