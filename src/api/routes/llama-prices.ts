import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import { llamaCoinsExample } from "../answers/examples/llama-coins.ts";
import { EXAMPLE_TIME } from "../answers/examples/moment.ts";
import { llamaCoinsJson, llamaCoinsSchema } from "../answers/llama-coins.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { MOST_ASSETS } from "../parameters/assets-parameter.ts";
import { knownAssets } from "../parameters/known-assets.ts";
import { createLlamaCoins, parseSearchWidth } from "../parameters/llama-coins.ts";
import type { AsOf } from "../vectors/parse-as-of.ts";
import { readAnswerVector } from "../vectors/read-answer-vector.ts";

/** DefiLlama's own default. */
const USUAL_WIDTH = "6h";

const coinsParameter = z
  .string()
  .transform((text) => [...new Set(text.split(","))])
  .refine((coins) => coins.length <= MOST_ASSETS, `At most ${MOST_ASSETS} coins.`)
  .openapi({
    type: "string",
    param: { name: "coins", in: "path" },
    example: "beta:0x5fbdb2315678afecb367f032d93f642f64180aa3",
    description: "`chain:address`, separated by commas; unknown ones are left out of the answer.",
  });
const query = z.strictObject({
  searchWidth: z
    .string()
    .default(USUAL_WIDTH)
    .transform((text, context): number => {
      const seconds = parseSearchWidth(text);
      if (seconds !== null) return seconds;
      context.addIssue({ code: "custom", message: `"${text}" is not a width such as 4h.` });
      return z.NEVER;
    })
    .openapi({
      type: "string",
      param: { name: "searchWidth", in: "query" },
      default: USUAL_WIDTH,
      example: "4h",
      description: "How far the time of a price may lie from the one asked for: 30m, 4h, seconds.",
    }),
});
const responses = {
  200: {
    description: "What is known of the coins, under the keys that were asked for.",
    content: { "application/json": { schema: llamaCoinsSchema, example: llamaCoinsExample } },
  },
  400: problemResponseSpec("A malformed parameter, `future-time`."),
  503: problemResponseSpec("`not-indexed` or `too-old`, with the progress of each chain."),
} as const;

const currentRoute = createRoute({
  method: "get",
  path: "/prices/current/{coins}",
  operationId: "getCurrentCoinPrices",
  summary: "Prices in DefiLlama's form",
  tags: ["compatibility"],
  request: { params: z.object({ coins: coinsParameter }), query },
  responses,
});

const historicalRoute = createRoute({
  method: "get",
  path: "/prices/historical/{timestamp}/{coins}",
  operationId: "getHistoricalCoinPrices",
  summary: "Prices at a time in DefiLlama's form",
  tags: ["compatibility"],
  request: {
    params: z.object({
      timestamp: z
        .string()
        .regex(/^[0-9]{1,10}$/, "expected unix seconds")
        .transform(Number)
        .openapi({
          type: "integer",
          param: { name: "timestamp", in: "path" },
          example: EXAMPLE_TIME,
        }),
      coins: coinsParameter,
    }),
    query,
  },
  responses,
});

export function llamaPricesRoutes(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network, methodologies } = dependencies;

  app.openapi(currentRoute, async (context) => {
    const { coins } = context.req.valid("param");
    const widthSeconds = context.req.valid("query").searchWidth;
    return exactJson(context, await answer({ coins, widthSeconds, at: undefined }));
  });
  app.openapi(historicalRoute, async (context) => {
    const { coins, timestamp: timestampSeconds } = context.req.valid("param");
    const widthSeconds = context.req.valid("query").searchWidth;
    const at = { kind: "time", timestampSeconds } as const;
    return exactJson(context, await answer({ coins, widthSeconds, at }));
  });

  async function answer(parameters: {
    coins: readonly string[];
    widthSeconds: number;
    at: Extract<AsOf, { kind: "time" }> | undefined;
  }): Promise<string> {
    const { at, widthSeconds } = parameters;
    const heads = await dependencies.heads.readAll();
    return dependencies.withSnapshot(async (facts) => {
      try {
        const { vector, nowSeconds } = await readAnswerVector({
          dependencies,
          facts,
          moment: { at },
          freshChainIds: network.chains.map((chain) => chain.chainId),
          heads,
        });
        const methodology = await methodologies.at({ facts, vector });
        const find = createLlamaCoins({ network, known: knownAssets(methodology) });
        const coins = parameters.coins.flatMap((key) => {
          const asset = find(key);
          return asset === undefined ? [] : [{ key, asset }];
        });
        const priceIds = coins.map(({ asset }) => asset.priceId);
        const prices = await dependencies.valuer.pricesAt({ facts, vector, priceIds });
        const askedSeconds = at?.timestampSeconds ?? nowSeconds;
        return llamaCoinsJson({ coins, prices, askedSeconds, widthSeconds });
      } catch (error) {
        // Nothing is known of a time before the index, which this form says by leaving it out.
        if (!(error instanceof ProblemError) || error.code !== "before-index") throw error;
        return '{"coins":{}}';
      }
    });
  }
}

/** A body that is JSON already, whose numbers have more digits than a float would keep. */
function exactJson(context: Context, json: string) {
  const response: Response = context.body(json, 200, { "Content-Type": "application/json" });
  return response as Response & TypedResponse<z.infer<typeof llamaCoinsSchema>, 200, "json">;
}
