import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { BallastError } from "../../core/ballast-error.ts";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import { assetCaip19, parseAssetCaip19 } from "../../core/identifiers.ts";
import { atSchema, atText, blockAnswer, blockSchema } from "../answers/block.ts";
import { assetIdSchema, timeSchema } from "../answers/identifier-schemas.ts";
import {
  methodologyReference,
  methodologyReferenceSchema,
} from "../answers/methodology-reference.ts";
import { orNull } from "../answers/or-null.ts";
import { priceAnswer, priceSchema } from "../answers/price.ts";
import { problemResponseSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { MethodologyAsset } from "../methodology/methodology.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import type { Price } from "../pricing/price.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";

const MOST_ASSETS = 200;

const itemSchema = z
  .object({
    asset: assetIdSchema,
    symbol: z.string().nullable(),
    decimals: z.int().nullable(),
    class: z.string().nullable(),
    haircutBps: z.int().nullable(),
    price: orNull(priceSchema),
    error: z.object({ code: z.string(), detail: z.string() }).nullable(),
  })
  .openapi("AssetPrice", { description: "Either a price or the error of this asset." });

const route = createRoute({
  method: "get",
  path: "/v1/prices",
  summary: "Prices of assets with the evidence of every feed",
  tags: ["prices"],
  request: {
    query: z.strictObject({
      assets: z
        .string()
        .transform((text) => [...new Set(text.split(","))])
        .refine((assets) => assets.length <= MOST_ASSETS, `At most ${MOST_ASSETS} assets.`)
        .optional()
        .openapi({
          type: "string",
          param: { name: "assets", in: "query" },
          description: "CAIP-19 ids, separated by commas. Default: all of the methodology.",
        }),
      maxAgeSeconds: maximumAgeParameter.optional(),
      at: asOfParameter.optional(),
    }),
  },
  responses: {
    200: {
      description: "One item for each asset, in the order asked; an unknown one has an error.",
      content: {
        "application/json": {
          schema: z.object({
            items: z.array(itemSchema),
            blocks: z.array(blockSchema),
            at: atSchema,
            evaluatedAt: timeSchema,
            methodology: methodologyReferenceSchema,
          }),
        },
      },
    },
    400: problemResponseSpec("A malformed parameter."),
    404: problemResponseSpec("`before-index`."),
    503: problemResponseSpec("`not-indexed` or `too-old`, with the progress of each chain."),
  },
});

export function pricesRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  const { network } = dependencies;

  app.openapi(route, async (context) => {
    const query = context.req.valid("query");
    requirePossibleMoment(dependencies, query);
    const heads = await dependencies.heads.readAll();
    const { resolved, asked, prices, methodology } = await dependencies.withSnapshot(
      async (facts) => {
        const resolved = await readAnswerVector({
          dependencies,
          facts,
          moment: query,
          freshChainIds: network.chains.map((chain) => chain.chainId),
          heads,
        });
        const { vector } = resolved;
        const methodology = await dependencies.methodologies.at({ facts, vector });
        const known = new Map(methodology.assets.map((asset) => [asset.asset as string, asset]));
        const asked = (query.assets ?? [...known.keys()]).map((text) => findAsset(text, known));
        const priceIds = asked.flatMap(({ asset }) => asset?.priceId ?? []);
        const prices = await dependencies.valuer.pricesAt({ facts, vector, priceIds });
        return { resolved, asked, prices, methodology };
      },
    );
    const { nowSeconds, vector } = resolved;
    const items = asked.map((one) => assetItem(one, prices, nowSeconds));
    return context.json(
      {
        items,
        blocks: [...vector.values()].map((block) =>
          blockAnswer({
            block,
            head: heads.get(block.chainId) ?? null,
            nowSeconds,
            positions: false,
          }),
        ),
        at: atText(vector.values()),
        evaluatedAt: evaluationTimeSeconds(vector),
        methodology: methodologyReference(methodology),
      },
      200,
    );
  });
}

/** What is asked for: an asset of the methodology, or why it is none. */
type Asked =
  | { asset: MethodologyAsset }
  | { asset?: never; text: string; error: { code: string; detail: string } };

function findAsset(text: string, known: ReadonlyMap<string, MethodologyAsset>): Asked {
  try {
    const { chainId, token } = parseAssetCaip19(text);
    const id = assetCaip19(chainId, token);
    const asset = known.get(id);
    if (asset !== undefined) return { asset };
    const detail = `The methodology has no price for ${id}.`;
    return { text, error: { code: "unknown-asset", detail } };
  } catch (error) {
    if (!(error instanceof BallastError)) throw error;
    return { text, error: { code: error.code, detail: error.message } };
  }
}

function assetItem(
  asked: Asked,
  prices: ReadonlyMap<string, Price>,
  nowSeconds: number,
): z.infer<typeof itemSchema> {
  if (asked.asset === undefined) {
    return {
      asset: asked.text,
      symbol: null,
      decimals: null,
      class: null,
      haircutBps: null,
      price: null,
      error: asked.error,
    };
  }
  const { asset, symbol, decimals, class: assetClass, haircutBps, priceId } = asked.asset;
  const price = prices.get(priceId);
  if (price === undefined) throw new RangeError(`The price ${priceId} was not evaluated.`);
  return {
    asset,
    symbol,
    decimals,
    class: assetClass,
    haircutBps,
    price: priceAnswer(price, nowSeconds),
    error: null,
  };
}
