import { z } from "@hono/zod-openapi";
import type { BlockVector } from "../../core/block-vector.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { Cause } from "../../core/position.ts";
import { blockFinality, type ChainHead } from "../chains/create-chain-heads.ts";
import { ageSeconds, type Clock } from "../clock.ts";
import type { LinkedAccounts } from "../links/account-link.ts";
import { assetGroups } from "../liquidation/asset-group.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import type { UnifiedValue } from "../valuation/unified/unified-value.ts";
import type { Present } from "../vectors/read-answer-vector.ts";
import { vectorId } from "../vectors/vector-id.ts";
import { accountIdText } from "./account-id-text.ts";
import { linkedAccountsAnswer, linkedAccountsShape } from "./account-link.ts";
import { atSchema, blockAnswer, blockSchema } from "./block.ts";
import { causeAnswer, causeSchema } from "./cause.ts";
import { addressSchema, chainIdSchema, timeSchema } from "./identifier-schemas.ts";
import { marketAnswer, marketSchema, totalsAnswer, totalsSchema } from "./market.ts";
import { methodologyReference, methodologyReferenceSchema } from "./methodology-reference.ts";
import { orNull } from "./or-null.ts";
import { priceAnswer, priceSchema } from "./price.ts";
import { priceStatusSchema } from "./price-values.ts";
import {
  accountBoundsAnswer,
  accountBoundsSchema,
  weakestLinkAnswer,
  weakestLinkSchema,
} from "./unified.ts";

export const accountCollateralSchema = z
  .object({
    account: z.object({
      id: z.string().openapi({ description: "As asked: an address or CAIP-10." }),
      address: addressSchema,
      chain: chainIdSchema.nullable(),
    }),
    linkedAccounts: linkedAccountsShape.linkedAccounts.optional(),
    links: linkedAccountsShape.links.optional(),
    status: priceStatusSchema,
    causes: z.array(causeSchema),
    simulated: z.boolean().openapi({ description: "True for local chains: nothing here is real." }),
    totals: totalsSchema,
    weakestLink: weakestLinkSchema,
    bounds: accountBoundsSchema,
    markets: z.array(
      marketSchema.extend({
        account: addressSchema.optional().openapi({
          description: "Whose standing it is, with `linked=true`.",
        }),
      }),
    ),
    prices: z.array(priceSchema),
    blocks: z.array(blockSchema).openapi({ description: "The block vector." }),
    at: atSchema,
    asOf: timeSchema.openapi({ description: "Time of the oldest block of the positions." }),
    evaluatedAt: timeSchema.openapi({
      description: "Time that prices are evaluated at: the newest block's.",
    }),
    ageSeconds: z.int().nonnegative().nullable().openapi({
      description: "From asOf to the clock; null in an answer about the past.",
    }),
    clock: orNull(z.object({ kind: z.enum(["wall", "chain"]), now: timeSchema })).openapi({
      description: "Null in an answer about the past: that is the same whenever it is asked for.",
    }),
    methodology: methodologyReferenceSchema,
  })
  .openapi("AccountCollateral");

export type AccountCollateral = z.infer<typeof accountCollateralSchema>;

/** What of an account's answer changes with its markets and prices, and not with the clock. */
export function accountStateAnswer({
  value,
  unified,
  methodology,
}: {
  value: AccountValue;
  unified: UnifiedValue;
  methodology: Pick<HashedMethodology, "assets" | "valuation">;
}) {
  const groups = assetGroups(methodology);
  return {
    status: value.status,
    causes: value.causes.map(causeAnswer),
    totals: totalsAnswer(value.totals, unified.totals),
    weakestLink: weakestLinkAnswer(unified.weakestLink, false),
    markets: value.markets.map((market, index) =>
      marketAnswer(market, unified.markets[index]!, groups),
    ),
  };
}

export function accountCollateralAnswer(parameters: {
  value: AccountValue;
  vector: BlockVector;
  positionChainIds: readonly number[];
  unified: UnifiedValue;
  /** Null where the account alone was asked for. */
  linked: LinkedAccounts | null;
  present: Present | null;
  clock: Clock;
  methodology: HashedMethodology;
  simulated: boolean;
}): AccountCollateral {
  const { value, unified, linked, vector, positionChainIds, present } = parameters;
  const nowSeconds = present?.nowSeconds ?? null;
  const groups = assetGroups(parameters.methodology);
  const positionBlocks = [...vector.values()].filter((block) =>
    positionChainIds.includes(block.chainId),
  );
  const asOf = Math.min(...positionBlocks.map((block) => block.timestampSeconds));
  return {
    account: {
      id: accountIdText(value.account),
      address: value.account.address,
      chain: value.account.chainId === undefined ? null : chainCaip2(value.account.chainId),
    },
    ...(linked !== null && linkedAccountsAnswer(linked)),
    status: value.status,
    causes: [
      ...value.causes,
      ...(present === null ? [] : finalityCauses(vector, present.heads)),
    ].map(causeAnswer),
    simulated: parameters.simulated,
    totals: totalsAnswer(value.totals, unified.totals),
    weakestLink: weakestLinkAnswer(unified.weakestLink, linked !== null),
    bounds: accountBoundsAnswer(unified.bounds),
    markets: value.markets.map((market, index) => ({
      ...(linked !== null && { account: market.account }),
      ...marketAnswer(market, unified.markets[index]!, groups),
    })),
    prices: [...value.prices.values()].map((price) => priceAnswer(price, nowSeconds)),
    blocks: [...vector.values()].map((block) =>
      blockAnswer({ block, present, positions: positionChainIds.includes(block.chainId) }),
    ),
    at: vectorId(vector.values()),
    asOf,
    evaluatedAt: value.evaluatedAtSeconds,
    ageSeconds: nowSeconds === null ? null : ageSeconds(nowSeconds, asOf),
    clock: nowSeconds === null ? null : { kind: parameters.clock.kind, now: nowSeconds },
    methodology: methodologyReference(parameters.methodology),
  };
}

function finalityCauses(
  vector: BlockVector,
  heads: ReadonlyMap<number, ChainHead | null>,
): Cause[] {
  return [...vector.values()]
    .filter((block) => blockFinality(heads.get(block.chainId) ?? null, block.number) === null)
    .map((block) => ({
      code: "finality-unknown",
      detail: `The node of ${chainCaip2(block.chainId)} does not say how final block ${block.number} is.`,
      chainId: block.chainId,
    }));
}
