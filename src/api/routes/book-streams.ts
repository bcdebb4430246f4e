import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import {
  accountEventSchema,
  atRiskEventSchema,
  EVENT_TEXT_EXAMPLE,
} from "../answers/stream-events.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { requireOneOwner } from "../chains/require-one-owner.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import {
  atRiskFilterShape,
  readAtRiskFilter,
  requireKnownProtocol,
} from "../parameters/at-risk-filter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { selectChains } from "../parameters/select-chains.ts";
import { requireFresh } from "../vectors/require-fresh.ts";
import {
  disconnectOf,
  lastEventIdHeaders,
  lastEventIdParameter,
  STREAM_HEADERS,
} from "./stream-request.ts";

const resetDescription =
  "`reset`: everything, with the reason. `vector`: the newest vector, with each heartbeat. The id of an event resumes as `Last-Event-ID`, at any process.";

const stream = (events: string) => ({
  description: `The stream, of events as \`${events}\`; it ends when the server stops.`,
  content: { "text/event-stream": { schema: z.string(), example: EVENT_TEXT_EXAMPLE } },
});
const responses = {
  503: problemResponseSpec(
    "`book-building` with its progress, `not-indexed`, `too-old`, `too-many-readers`, `shutting-down`.",
  ),
};

const atRiskStream = createRoute({
  method: "get",
  path: "/v1/at-risk/stream",
  operationId: "streamAtRisk",
  summary: "Who is near liquidation, as it changes: server-sent events",
  description: `\`at-risk\`: \`items\` and \`unknown\` that came or have other figures, and the places of those that are \`gone\`, at a new block vector. ${resetDescription}`,
  tags: ["liquidation"],
  request: {
    query: z.strictObject({ ...atRiskFilterShape, lastEventId: lastEventIdParameter }),
    headers: lastEventIdHeaders,
  },
  responses: {
    200: stream("AtRiskEvent"),
    ...responses,
    400: problemResponseSpec("A malformed parameter, `unknown-chain`, `unknown-protocol`."),
  },
});

const accountStream = createRoute({
  method: "get",
  path: "/v1/accounts/{account}/stream",
  operationId: "streamAccount",
  summary: "An account's collateral as it changes: server-sent events",
  description: `\`account\`: status, causes, totals and markets as in the account's collateral, at a new block vector where any of it is another. ${resetDescription}`,
  tags: ["accounts"],
  request: {
    params: z.object({ account: accountParameter }),
    query: z.strictObject({
      chains: chainsParameter.optional(),
      lastEventId: lastEventIdParameter,
    }),
    headers: lastEventIdHeaders,
  },
  responses: {
    200: stream("AccountEvent"),
    ...responses,
    400: problemResponseSpec("A malformed account or parameter."),
    409: problemResponseSpec("`ambiguous-account`, as for the account's collateral."),
  },
});

export function bookStreamRoutes(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, maximumAgeSeconds, book, clock } = dependencies;
  app.openAPIRegistry.register("AtRiskEvent", atRiskEventSchema);
  app.openAPIRegistry.register("AccountEvent", accountEventSchema);

  /** What an operator does not let be answered is not streamed either. */
  async function requireNewEnough(chainIds: readonly number[]): Promise<void> {
    const { vector } = await book.newest();
    if (maximumAgeSeconds === undefined) return;
    requireFresh({
      ...{ vector, chainIds, maximumAgeSeconds, heads: await dependencies.heads.readAll() },
      nowSeconds: clock.nowSeconds(evaluationTimeSeconds(vector)),
    });
  }

  app.openapi(atRiskStream, async (context) => {
    const query = context.req.valid("query");
    const filter = readAtRiskFilter(dependencies, query);
    requireKnownProtocol(book.protocols, filter.protocol);
    await requireNewEnough(network.chains.map(({ chainId }) => chainId));
    if (context.req.method === "HEAD") return context.body(null, 200, STREAM_HEADERS);
    const body = await dependencies.atRiskStream.open({
      asked: filter,
      lastEventId: context.req.valid("header")["last-event-id"] ?? query.lastEventId,
      disconnect: disconnectOf(context.env),
    });
    return context.body(body, 200, STREAM_HEADERS);
  });

  app.openapi(accountStream, async (context) => {
    const { account } = context.req.valid("param");
    const query = context.req.valid("query");
    const chainIds = selectChains(dependencies, account, query.chains);
    await requireOneOwner(dependencies, account, chainIds);
    await requireNewEnough(chainIds);
    if (context.req.method === "HEAD") return context.body(null, 200, STREAM_HEADERS);
    const body = await dependencies.accountStream.open({
      asked: { account, chainIds },
      lastEventId: context.req.valid("header")["last-event-id"] ?? query.lastEventId,
      disconnect: disconnectOf(context.env),
    });
    return context.body(body, 200, STREAM_HEADERS);
  });
}
