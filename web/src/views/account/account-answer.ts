import type { AnswerOf, Schemas } from "../../lib/api.ts";

export type AccountAnswer = AnswerOf<"/v1/accounts/{account}/collateral">;
export type Market = Schemas["Market"];
export type Position = Schemas["Position"];

/** A name for a market that no other of the account has. */
export function marketKey({ chain, marketId }: Pick<Market, "chain" | "marketId">, index: number) {
  return `${chain} ${marketId} ${index}`;
}
