import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { assetPriceSchema, findAsset } from "../answers/asset-price.ts";
import { atSchema } from "../answers/block.ts";
import {
  blockNumberSchema,
  chainIdSchema,
  hashSchema,
  timeSchema,
} from "../answers/identifier-schemas.ts";
import { methodologyReferenceSchema } from "../answers/methodology-reference.ts";
import { problemResponseSpec } from "../answers/problem.ts";
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

const eventDataSchema = z
  .object({
    reason: z.enum(["start", "malformed-event-id", "too-old", "reorganised"]).optional(),
    superseded: z.string().nullable().optional(),
    items: z.array(assetPriceSchema).optional(),
    blocks: z.array(
      z.object({
        chain: chainIdSchema,
        number: blockNumberSchema,
        hash: hashSchema,
        time: timeSchema,
        ageSeconds: z.int().nonnegative(),
      }),
    ),
    at: atSchema,
    evaluatedAt: timeSchema,
    methodology: methodologyReferenceSchema.optional(),
  })
  .openapi("PriceEventData", {
    description:
      "The data of an event. `reset` has reason, superseded and all items; `prices` the items that changed; `vector` no items.",
  });

const route = createRoute({
  method: "get",
  path: "/v1/prices/stream",
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
      description: "The stream; it ends when the server stops.",
      content: {
        "text/event-stream": {
          schema: eventDataSchema,
          example:
            'event: prices\nid: eip155:31337:120,eip155:31338:118~9a0b364b9e99bb48\ndata: {"items":[],"blocks":[],"at":"eip155:31337:120,eip155:31338:118","evaluatedAt":1735689600}\n\n',
        },
      },
    },
    400: problemResponseSpec("A malformed parameter, or too many assets."),
    503: problemResponseSpec("`not-indexed`, `too-old`, `too-many-readers`, `shutting-down`."),
  },
});

export function priceStreamRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, priceStream, maximumAgeSeconds } = dependencies;

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
