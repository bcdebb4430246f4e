import { z } from "@hono/zod-openapi";
import type { BlockVector } from "../../core/block-vector.ts";
import { type AccountId, chainCaip2 } from "../../core/identifiers.ts";
import type { Cause } from "../../core/position.ts";
import { blockFinality, type ChainHead } from "../chains/create-chain-heads.ts";
import { ageSeconds, type Clock } from "../clock.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import { atSchema, atText, blockAnswer, blockSchema } from "./block.ts";
import { causeAnswer, causeSchema } from "./cause.ts";
import { addressSchema, chainIdSchema, timeSchema } from "./identifier-schemas.ts";
import { marketAnswer, marketSchema, totalsAnswer, totalsSchema } from "./market.ts";
import { methodologyReference, methodologyReferenceSchema } from "./methodology-reference.ts";
import { priceAnswer, priceSchema } from "./price.ts";
import { priceStatusSchema } from "./price-values.ts";

export const accountCollateralSchema = z
  .object({
    account: z.object({
      id: z.string().openapi({ description: "As asked: an address or CAIP-10." }),
      address: addressSchema,
      chain: chainIdSchema.nullable(),
    }),
    status: priceStatusSchema,
    causes: z.array(causeSchema),
    simulated: z.boolean().openapi({ description: "True for local chains: nothing here is real." }),
    totals: totalsSchema,
    markets: z.array(marketSchema),
    prices: z.array(priceSchema),
    blocks: z.array(blockSchema).openapi({ description: "The block vector." }),
    at: atSchema,
    asOf: timeSchema.openapi({ description: "Time of the oldest block of the positions." }),
    evaluatedAt: timeSchema.openapi({
      description: "Time that prices are evaluated at: the newest block's.",
    }),
    ageSeconds: z.int().nonnegative().openapi({ description: "From asOf to the clock." }),
    clock: z.object({ kind: z.enum(["wall", "chain"]), now: timeSchema }),
    methodology: methodologyReferenceSchema,
  })
  .openapi("AccountCollateral");

export type AccountCollateral = z.infer<typeof accountCollateralSchema>;

/** What of an account's answer changes with its markets and prices, and not with the clock. */
export function accountStateAnswer(value: AccountValue) {
  return {
    status: value.status,
    causes: value.causes.map(causeAnswer),
    totals: totalsAnswer(value.totals),
    markets: value.markets.map(marketAnswer),
  };
}

export function accountCollateralAnswer(parameters: {
  value: AccountValue;
  vector: BlockVector;
  positionChainIds: readonly number[];
  heads: ReadonlyMap<number, ChainHead | null>;
  clock: Clock;
  nowSeconds: number;
  methodology: HashedMethodology;
  simulated: boolean;
}): AccountCollateral {
  const { value, vector, positionChainIds, heads, nowSeconds } = parameters;
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
    status: value.status,
    causes: [...value.causes, ...finalityCauses(vector, heads)].map(causeAnswer),
    simulated: parameters.simulated,
    totals: totalsAnswer(value.totals),
    markets: value.markets.map(marketAnswer),
    prices: [...value.prices.values()].map((price) => priceAnswer(price, nowSeconds)),
    blocks: [...vector.values()].map((block) =>
      blockAnswer({
        block,
        head: heads.get(block.chainId) ?? null,
        nowSeconds,
        positions: positionChainIds.includes(block.chainId),
      }),
    ),
    at: atText(vector.values()),
    asOf,
    evaluatedAt: value.evaluatedAtSeconds,
    ageSeconds: ageSeconds(nowSeconds, asOf),
    clock: { kind: parameters.clock.kind, now: nowSeconds },
    methodology: methodologyReference(parameters.methodology),
  };
}

function accountIdText(account: AccountId): string {
  return account.chainId === undefined
    ? account.address
    : `${chainCaip2(account.chainId)}:${account.address}`;
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
