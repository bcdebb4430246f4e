import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { evaluationTimeSeconds } from "../../core/block-vector.ts";
import { assetPriceAnswer, findAsset, priceListSchema } from "../answers/asset-price.ts";
import { blockAnswer } from "../answers/block.ts";
import { pricesExample } from "../answers/examples/prices.ts";
import { methodologyReference } from "../answers/methodology-reference.ts";
import { problemResponseSpec, supersededSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { pricesTable } from "../csv/prices-table.ts";
import { requireModified } from "../http/require-modified.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { assetsParameter } from "../parameters/assets-parameter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { knownAssets } from "../parameters/known-assets.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";
import { vectorId } from "../vectors/vector-id.ts";

const route = createRoute({
  method: "get",
  path: "/v1/prices",
  operationId: "listPrices",
  summary: "Prices of assets with the evidence of every feed",
  tags: ["prices"],
  request: {
    query: z.strictObject({
      assets: assetsParameter.optional(),
      maxAgeSeconds: maximumAgeParameter.optional(),
      at: asOfParameter.optional(),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec(
      "One item for each asset, in the order asked; an unknown one has an error.",
      priceListSchema,
      { table: pricesTable, example: pricesExample },
    ),
    400: problemResponseSpec("A malformed parameter."),
    404: problemResponseSpec("`before-index`."),
    410: supersededSpec,
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
        requireModified(context, dependencies, { ...resolved, methodology });
        const known = knownAssets(methodology);
        const asked = (query.assets ?? [...known.keys()]).map((text) => findAsset(text, known));
        const priceIds = asked.flatMap(({ asset }) => asset?.priceId ?? []);
        const prices = await dependencies.valuer.pricesAt({ facts, vector, priceIds });
        return { resolved, asked, prices, methodology };
      },
    );
    const { present, vector } = resolved;
    const nowSeconds = present?.nowSeconds ?? null;
    const items = asked.map((one) => assetPriceAnswer(one, prices, nowSeconds));
    return listResponse(
      context,
      {
        items,
        blocks: [...vector.values()].map((block) =>
          blockAnswer({ block, present, positions: false }),
        ),
        at: vectorId(vector.values()),
        evaluatedAt: evaluationTimeSeconds(vector),
        methodology: methodologyReference(methodology),
      },
      pricesTable,
    );
  });
}
