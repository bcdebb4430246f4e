import { z } from "@hono/zod-openapi";
import type { PriceRule } from "../../core/market-rule.ts";
import type { AssetGroup } from "../liquidation/asset-group.ts";
import {
  type JointLiquidation,
  jointLiquidation,
  movingAssets,
  type SurfacePoint,
} from "../liquidation/joint-liquidation.ts";
import { atSchema } from "./block.ts";
import { assetIdSchema, chainIdSchema, safeNumber } from "./identifier-schemas.ts";
import { methodologyReferenceSchema } from "./methodology-reference.ts";
import { orNull } from "./or-null.ts";
import { quantityAnswer, quantitySchema } from "./quantity.ts";

const stateSchema = z.enum(["at", "none", "liquidatable"]);
const directionSchema = z.enum(["falling", "rising"]).nullable();

export const jointLiquidationSchema = z
  .object({
    group: z.string().openapi({
      example: "ETH/USD",
      description: "Assets whose price comes of this one, taken to move together.",
    }),
    assets: z.array(assetIdSchema).openapi({ description: "Those of the market that move." }),
    state: stateSchema,
    direction: directionSchema,
    distanceBps: z.int().nullable().openapi({
      description:
        "How far all of them may move, rounded down; one step further it may be liquidated.",
    }),
    factor: orNull(quantitySchema).openapi({
      description: "What the prices are multiplied by at the last safe place, exact to 10^-18.",
    }),
    prices: z
      .array(
        z.object({
          asset: assetIdSchema,
          oraclePrice: z.string().openapi({ description: "At the last safe place." }),
          oraclePriceBeyond: z.string().openapi({ description: "One step of the factor further." }),
        }),
      )
      .openapi({ description: "In the unit of the market's oracle, each rounded down." }),
  })
  .openapi("JointLiquidation", {
    description: "How far the prices of a group may go together, all others as they are.",
  });

/** Of every group of which at least two prices of the market move: one alone is a liquidation price. */
export function jointLiquidationsAnswer(
  rule: PriceRule,
  groups: readonly AssetGroup[],
): z.infer<typeof jointLiquidationSchema>[] {
  return groups.flatMap((group) => {
    const assets = movingAssets(rule, group);
    return assets.length < 2 ? [] : [jointAnswer(group, assets, joint(rule, group))];
  });
}

/** A rule is of one account at one block, and is kept as long as what was read of them. */
const known = new WeakMap<PriceRule, Map<string, JointLiquidation>>();

function joint(rule: PriceRule, group: AssetGroup): JointLiquidation {
  const ofRule = known.get(rule) ?? new Map<string, JointLiquidation>();
  known.set(rule, ofRule);
  const key = `${group.id}/${[...group.assets].join()}`;
  const before = ofRule.get(key);
  if (before !== undefined) return before;
  const found = jointLiquidation(rule, group);
  ofRule.set(key, found);
  return found;
}

function jointAnswer(
  { id }: AssetGroup,
  assets: string[],
  found: JointLiquidation,
): z.infer<typeof jointLiquidationSchema> {
  if (found.state !== "at") {
    const nothing = { direction: null, distanceBps: null, factor: null, prices: [] };
    return { group: id, assets, state: found.state, ...nothing };
  }
  const { direction, distanceBps, factorWad, prices, pricesBeyond } = found;
  return {
    ...{ group: id, assets, state: "at", direction },
    distanceBps: safeNumber(distanceBps),
    factor: quantityAnswer(factorWad, 18),
    prices: [...pricesBeyond].map(([asset, beyond]) => ({
      asset,
      oraclePrice: (prices.get(asset) ?? beyond).toString(),
      oraclePriceBeyond: beyond.toString(),
    })),
  };
}

const surfacePointSchema = z
  .object({
    firstMoveBps: z.int(),
    state: stateSchema.openapi({
      description: "`none`, `liquidatable`: whatever the second group does.",
    }),
    direction: directionSchema.openapi({
      description: "Of the second group: where from its move on the account may be liquidated.",
    }),
    secondMoveBps: z.int().nullable().openapi({
      description:
        "Signed, rounded to the safe side: the last move of the second group at which the account is safe. Where it is beyond 0, the account is safe only once the second has moved so far.",
    }),
    factor: orNull(quantitySchema).openapi({ description: "The same, exact to 10^-18." }),
  })
  .openapi("SurfacePoint");

export const liquidationSurfaceSchema = z
  .object({
    groups: z.array(z.string()),
    items: z.array(
      z.object({
        chain: chainIdSchema,
        protocol: z.string(),
        marketId: z.string(),
        points: z.array(surfacePointSchema),
      }),
    ),
    at: atSchema,
    methodology: methodologyReferenceSchema,
  })
  .openapi("LiquidationSurface");

export function surfacePointAnswer({
  moveBps,
  turn,
}: SurfacePoint): z.infer<typeof surfacePointSchema> {
  const isAt = turn.state === "at";
  return {
    ...{ firstMoveBps: safeNumber(moveBps), state: turn.state },
    direction: isAt ? turn.direction : null,
    secondMoveBps: isAt ? safeNumber(turn.moveBps) : null,
    factor: isAt ? quantityAnswer(turn.factorWad, 18) : null,
  };
}
