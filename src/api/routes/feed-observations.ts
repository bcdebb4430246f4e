import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import { EXAMPLE_FEED, EXAMPLE_TIME } from "../answers/examples/moment.ts";
import { observationsExample } from "../answers/examples/observations.ts";
import { observationAnswer, observationListSchema } from "../answers/feed.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { observationsTable } from "../csv/observations-table.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { requireModified } from "../http/require-modified.ts";
import type { Methodology, MethodologyFeed } from "../methodology/methodology.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { requireForward } from "../parameters/history-steps.ts";
import { observationCursor, readObservationCursor } from "../parameters/observation-cursor.ts";
import { cursorParameter, limitParameter, timeParameter } from "../parameters/time-parameter.ts";
import { readObservationPage } from "../valuation/read-observation-page.ts";
import { resolveBlockVector } from "../vectors/resolve-block-vector.ts";
import { vectorId } from "../vectors/vector-id.ts";

const MOST_OBSERVATIONS = 1_000;
const USUAL_OBSERVATIONS = 100;

const route = createRoute({
  method: "get",
  path: "/v1/feeds/{id}/observations",
  operationId: "listFeedObservations",
  summary: "What a feed said, newest first",
  tags: ["prices"],
  request: {
    params: z.object({
      id: z.string().openapi({
        param: { name: "id", in: "path" },
        example: EXAMPLE_FEED,
        description: "URL-encoded: its `/` as `%2F`.",
      }),
    }),
    query: z.strictObject({
      from: timeParameter(
        "from",
        "Written at or after. Default: the begin of the index.",
        EXAMPLE_TIME - 86_400,
      ),
      to: timeParameter("to", "Written at or before. Default: the newest that is indexed."),
      limit: limitParameter(MOST_OBSERVATIONS),
      cursor: cursorParameter.openapi({ examples: ["1795690512-1"] }),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec("A page of observations.", observationListSchema, {
      table: observationsTable,
      example: observationsExample,
    }),
    400: problemResponseSpec("A malformed parameter, `future-time`, `malformed-cursor`."),
    404: problemResponseSpec("`unknown-feed`, `before-index`."),
    503: problemResponseSpec("`not-indexed`, with the progress of each chain."),
  },
});

export function feedObservationsRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, methodologies, valuer, blocks, clock } = dependencies;
  const known = network.chains.map((chain) => chain.chainId);

  app.openapi(route, async (context) => {
    const { id } = context.req.valid("param");
    const { from = 0, to, cursor, limit = USUAL_OBSERVATIONS } = context.req.valid("query");
    if (to !== undefined) requireForward({ from, to });
    const after = cursor === undefined ? null : readObservationCursor(cursor);
    const heads = await dependencies.heads.readAll();
    const { feed, page, vector } = await dependencies.withSnapshot(async (facts) => {
      const indexed = await blocks.readIndexedHeads({ facts, chainIds: known });
      const methodology = await methodologies.at({ facts, vector: indexed });
      const feed = requireFeed(id, methodology);
      const { vector } = await resolveBlockVector({
        facts,
        blocks,
        // What a feed said does not depend on how far another chain is.
        chainIds: feed.chainId !== null && known.includes(feed.chainId) ? [feed.chainId] : known,
        asOf: to === undefined ? { kind: "newest" } : { kind: "time", timestampSeconds: to },
        heads,
        clock,
      });
      requireModified(context, dependencies, { vector, methodology, present: null });
      const page = await readObservationPage({
        read: (fromSeconds) => valuer.readFeed({ facts, vector, feed, fromSeconds }),
        fromSeconds: from,
        toSeconds: evaluationTimeSeconds(vector),
        after,
        limit,
      });
      return { feed, page, vector };
    });
    return listResponse(
      context,
      {
        feed: feed.id,
        items: page.observations.map(observationAnswer),
        next: page.next === null ? null : observationCursor(page.next),
        at: vectorId(vector.values()),
      },
      observationsTable,
    );
  });
}

function requireFeed(id: string, { prices }: Pick<Methodology, "prices">): MethodologyFeed {
  const feed = prices.flatMap((price) => price.feeds).find((one) => one.id === id);
  if (feed !== undefined) return feed;
  const detail = `The methodology has no feed "${id}".`;
  throw new ProblemError({
    status: 404,
    code: "unknown-feed",
    title: "Unknown feed",
    detail: `${detail} GET /v1/feeds lists them.`,
    errors: [{ pointer: "path/id", detail }],
  });
}
