import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { findAsset } from "../answers/asset-price.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import { EVENT_TEXT_EXAMPLE, priceEventSchema } from "../answers/stream-events.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { assetsParameter } from "../parameters/assets-parameter.ts";
import { knownAssets } from "../parameters/known-assets.ts";
import { requireFresh } from "../vectors/require-fresh.ts";
import {
  disconnectOf,
  lastEventIdHeaders,
  lastEventIdParameter,
  STREAM_HEADERS,
} from "./stream-request.ts";

const route = createRoute({
  method: "get",
  path: "/v1/prices/stream",
  operationId: "streamPrices",
  summary: "Prices as they change: server-sent events",
  description:
    "`reset`: all items, with the reason. `prices`: the items whose values, status or flags changed at a new block vector. `vector`: the newest vector, with each heartbeat. The id of an event resumes as `Last-Event-ID`.",
  tags: ["prices"],
  request: {
    query: z.strictObject({
      assets: assetsParameter.optional(),
      lastEventId: lastEventIdParameter,
    }),
    headers: lastEventIdHeaders,
  },
  responses: {
    200: {
      description: "The stream, of events as `PriceEvent`; it ends when the server stops.",
      content: {
        "text/event-stream": { schema: z.string(), example: EVENT_TEXT_EXAMPLE },
      },
    },
    400: problemResponseSpec("A malformed parameter, or too many assets."),
    503: problemResponseSpec("`not-indexed`, `too-old`, `too-many-readers`, `shutting-down`."),
  },
});

export function priceStreamRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, priceStream, maximumAgeSeconds } = dependencies;
  app.openAPIRegistry.register("PriceEvent", priceEventSchema);

  app.openapi(route, async (context) => {
    const query = context.req.valid("query");
    const { vector, nowSeconds, methodology } = await priceStream.newest();
    const known = knownAssets(methodology);
    const asked = (query.assets ?? [...known.keys()]).map((text) => findAsset(text, known));
    if (maximumAgeSeconds !== undefined) {
      requireFresh({
        vector,
        chainIds: network.chains.map((chain) => chain.chainId),
        heads: await dependencies.heads.readAll(),
        nowSeconds,
        maximumAgeSeconds,
      });
    }
    // Whoever asks for the head has no stream to read: nobody would ever take what is in it.
    if (context.req.method === "HEAD") return context.body(null, 200, STREAM_HEADERS);
    const body = await priceStream.open({
      asked,
      lastEventId: context.req.valid("header")["last-event-id"] ?? query.lastEventId,
      disconnect: disconnectOf(context.env),
    });
    return context.body(body, 200, STREAM_HEADERS);
  });
}
