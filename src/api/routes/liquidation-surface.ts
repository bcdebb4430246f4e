import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { chainCaip2 } from "../../core/identifiers.ts";
import { liquidationSurfaceExample } from "../answers/examples/liquidation-surface.ts";
import { liquidationSurfaceSchema, surfacePointAnswer } from "../answers/joint-liquidation.ts";
import { methodologyReference } from "../answers/methodology-reference.ts";
import { problemResponseSpec, supersededSpec } from "../answers/problem.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { requireOneOwner } from "../chains/require-one-owner.ts";
import { liquidationSurfaceTable } from "../csv/liquidation-surface-table.ts";
import { listResponse, listResponseSpec } from "../csv/list-response.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { requireModified } from "../http/require-modified.ts";
import { type AssetGroup, assetGroups } from "../liquidation/asset-group.ts";
import { liquidationSurface, movingAssets } from "../liquidation/joint-liquidation.ts";
import { accountParameter } from "../parameters/account-parameter.ts";
import { asOfParameter } from "../parameters/as-of-parameter.ts";
import { chainsParameter } from "../parameters/chains-parameter.ts";
import { formatParameter } from "../parameters/format-parameter.ts";
import { maximumAgeParameter } from "../parameters/maximum-age-parameter.ts";
import { selectChains } from "../parameters/select-chains.ts";
import { readAnswerVector, requirePossibleMoment } from "../vectors/read-answer-vector.ts";
import { vectorId } from "../vectors/vector-id.ts";

const route = createRoute({
  method: "get",
  path: "/v1/accounts/{account}/liquidation-surface",
  operationId: "getLiquidationSurface",
  summary: "Where an account may be liquidated if two groups of assets move",
  description:
    "For each of some moves of the first group (−50 % to +50 %) the move of the second at which each market's own verdict turns, all other prices and all amounts as they are.",
  tags: ["liquidation"],
  request: {
    params: z.object({ account: accountParameter }),
    query: z.strictObject({
      groups: z
        .string()
        .max(200)
        .transform((text) => text.split(","))
        .refine((ids) => ids.length === 2 && ids[0] !== ids[1], "Name two groups.")
        .openapi({
          type: "string",
          param: { name: "groups", in: "query" },
          example: "ether,bitcoin",
          description: "Two of the correlation groups of the methodology.",
        }),
      chains: chainsParameter.optional(),
      maxAgeSeconds: maximumAgeParameter.optional(),
      at: asOfParameter.optional(),
      format: formatParameter,
    }),
  },
  responses: {
    200: listResponseSpec(
      "One item for each market of the account in which one of the groups moves a price and something is owed.",
      liquidationSurfaceSchema,
      { table: liquidationSurfaceTable, example: liquidationSurfaceExample },
    ),
    400: problemResponseSpec("A malformed account or parameter, `unknown-group`."),
    404: problemResponseSpec("`before-index`: the index begins after the moment asked for."),
    410: supersededSpec,
    409: problemResponseSpec(
      "`ambiguous-account`: a contract's address may belong to somebody else on another chain.",
    ),
    503: problemResponseSpec("`not-indexed` or `too-old`, with the progress of each chain."),
  },
});

export function liquidationSurfaceRoute(app: OpenAPIHono, dependencies: AppDependencies): void {
  app.openapi(route, async (context) => {
    const { account } = context.req.valid("param");
    const { groups: ids, ...query } = context.req.valid("query");
    const chainIds = selectChains(dependencies, account, query.chains);
    requirePossibleMoment(dependencies, query);
    await requireOneOwner(dependencies, account, chainIds);
    const heads = await dependencies.heads.readAll();
    const { value, vector, methodology } = await dependencies.withSnapshot(async (facts) => {
      const { vector } = await readAnswerVector({
        ...{ dependencies, facts, moment: query, freshChainIds: chainIds, heads },
      });
      const methodology = await dependencies.methodologies.at({ facts, vector });
      requireModified(context, dependencies, { vector, methodology, present: null });
      const value = await dependencies.valuer.valueAccount({ facts, vector, account, chainIds });
      return { value, vector, methodology };
    });
    const known = assetGroups(methodology);
    const [first, second] = [requireGroup(known, ids[0]), requireGroup(known, ids[1])];
    const items = value.markets.flatMap(({ rule: ofAmounts, priceRule, ...market }) => {
      const rule = ofAmounts ?? priceRule;
      if (rule === undefined || market.health?.healthFactorWad == null) return [];
      if ([first, second].every((group) => movingAssets(rule, group).length === 0)) return [];
      return [
        {
          chain: chainCaip2(market.chainId),
          ...{ protocol: market.protocol, marketId: market.marketId },
          points: liquidationSurface(rule, [first, second]).map(surfacePointAnswer),
        },
      ];
    });
    return listResponse(
      context,
      {
        ...{ groups: [first.id, second.id], items, at: vectorId(vector.values()) },
        methodology: methodologyReference(methodology),
      },
      liquidationSurfaceTable,
    );
  });
}

function requireGroup(known: readonly AssetGroup[], id: string | undefined): AssetGroup {
  const group = known.find((one) => one.id === id);
  if (group !== undefined) return group;
  throw new ProblemError({
    status: 400,
    code: "unknown-group",
    title: "Unknown group",
    detail: `The methodology has no group of assets "${id}".`,
    errors: [
      { pointer: "query/groups", detail: `Two of ${known.map(({ id }) => id).join(", ")}.` },
    ],
  });
}
