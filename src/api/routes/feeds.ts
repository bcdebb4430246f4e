import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import { parseChainCaip2 } from "../../core/identifiers.ts";
import { feedsExample } from "../answers/examples/feeds.ts";
import { EXAMPLE_ASSET, EXAMPLE_CHAIN } from "../answers/examples/moment.ts";
import { feedAnswer, feedListSchema } from "../answers/feed.ts";
import { methodologyReference } from "../answers/methodology-reference.ts";
import { problemResponseSpec, supersededSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { feedsTable } from "../csv/feeds-table.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { requireModified } from "../http/require-modified.ts";
import type { Methodology, MethodologyFeed } from "../methodology/methodology.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { fromParser } from "../parameters/from-parser.ts";
import { knownAssets } from "../parameters/known-assets.ts";
import { requireAsset } from "../parameters/require-asset.ts";
import { requireKnownChains } from "../parameters/require-known-chains.ts";
import { cursorParameter, limitParameter } from "../parameters/time-parameter.ts";
import type { FeedEvidence, Price } from "../pricing/price.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";
import { vectorId } from "../vectors/vector-id.ts";

const MOST_FEEDS = 200;
const USUAL_FEEDS = 100;

const route = createRoute({
  method: "get",
  path: "/v1/feeds",
  operationId: "listFeeds",
  summary: "Every feed of the methodology with its last word",
  tags: ["prices"],
  request: {
    query: z.strictObject({
      asset: z
        .string()
        .optional()
        .openapi({
          param: { name: "asset", in: "query" },
          example: EXAMPLE_ASSET,
          description: "Only feeds that the price of this asset rests on.",
        }),
      kind: z
        .string()
        .optional()
        .openapi({ param: { name: "kind", in: "query" }, example: "chainlink" }),
      chain: fromParser(parseChainCaip2)
        .optional()
        .openapi({
          type: "string",
          param: { name: "chain", in: "query" },
          example: EXAMPLE_CHAIN,
        }),
      at: asOfParameter.optional(),
      limit: limitParameter(MOST_FEEDS),
      cursor: cursorParameter.openapi({ examples: ["chainlink:eip155:31338:ETH/USD"] }),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec("A page of feeds, in the order of their ids.", feedListSchema, {
      table: feedsTable,
      example: feedsExample,
    }),
    400: problemResponseSpec("A malformed parameter, `unknown-kind`, `unknown-chain`."),
    404: problemResponseSpec("`unknown-asset`, `before-index`."),
    410: supersededSpec,
    503: problemResponseSpec("`not-indexed` or `too-old`, with the progress of each chain."),
  },
});

type ListedFeed = { feed: MethodologyFeed; priceIds: string[] };

export function feedsRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, methodologies, valuer } = dependencies;

  app.openapi(route, async (context) => {
    const query = context.req.valid("query");
    requirePossibleMoment(dependencies, query);
    const { kind, chain, cursor, limit = USUAL_FEEDS } = query;
    if (chain !== undefined) requireKnownChains(network, [chain], "query/chain");
    const heads = await dependencies.heads.readAll();
    const { vector, prices, methodology } = await dependencies.withSnapshot(async (facts) => {
      const { vector } = await readAnswerVector({
        dependencies,
        facts,
        moment: query,
        freshChainIds: network.chains.map((one) => one.chainId),
        heads,
      });
      const methodology = await methodologies.at({ facts, vector });
      requireModified(context, dependencies, { vector, methodology, present: null });
      const prices = await valuer.pricesAt({ facts, vector });
      return { vector, prices, methodology };
    });
    const listed = listFeeds(methodology);
    if (kind !== undefined) requireKnownKind(kind, listed);
    const asset =
      query.asset === undefined
        ? undefined
        : requireAsset(query.asset, knownAssets(methodology), "query/asset");
    const restsOn =
      asset && new Set(prices.get(asset.priceId)?.feeds.map(({ feedId }) => feedId) ?? []);
    const wanted = listed.filter(
      ({ feed }) =>
        (restsOn === undefined || restsOn.has(feed.id)) &&
        (kind === undefined || feed.source.kind === kind) &&
        (chain === undefined || feed.chainId === chain) &&
        (cursor === undefined || feed.id > cursor),
    );
    const page = wanted.slice(0, limit);
    return listResponse(
      context,
      {
        items: page.map(({ feed, priceIds }) =>
          feedAnswer({
            feed,
            priceIds,
            assets: methodology.assets,
            evidence: evidenceOf(feed, priceIds, prices),
          }),
        ),
        next: wanted.length > page.length ? (page.at(-1)?.feed.id ?? null) : null,
        at: vectorId(vector.values()),
        evaluatedAt: evaluationTimeSeconds(vector),
        methodology: methodologyReference(methodology),
      },
      feedsTable,
    );
  });
}

/** Every feed once, by id, with the prices that it votes in. */
function listFeeds({ prices }: Pick<Methodology, "prices">): ListedFeed[] {
  const listed = new Map<string, ListedFeed>();
  for (const { id, feeds } of prices) {
    for (const feed of feeds) {
      const one = listed.get(feed.id) ?? { feed, priceIds: [] };
      one.priceIds.push(id);
      listed.set(feed.id, one);
    }
  }
  return [...listed.values()].sort((a, b) => (a.feed.id < b.feed.id ? -1 : 1));
}

function evidenceOf(
  { id }: Pick<MethodologyFeed, "id">,
  [priceId = ""]: readonly string[],
  prices: ReadonlyMap<string, Price>,
): FeedEvidence {
  const evidence = prices.get(priceId)?.feeds.find(({ feedId }) => feedId === id);
  if (evidence === undefined) throw new RangeError(`The price ${priceId} lacks its feed ${id}.`);
  return evidence;
}

function requireKnownKind(kind: string, listed: readonly ListedFeed[]): void {
  const kinds = new Set<string>(listed.map(({ feed }) => feed.source.kind));
  if (kinds.has(kind)) return;
  const detail = `There is no feed of the kind "${kind}"; there are ${[...kinds].sort().join(", ")}.`;
  throw new ProblemError({
    status: 400,
    code: "unknown-kind",
    title: "Unknown kind of feed",
    detail,
    errors: [{ pointer: "query/kind", detail }],
  });
}
