import { ProblemError } from "../errors/problem-error.ts";
import type { LiquidationOrder } from "../liquidation/order-liquidations.ts";
import { type AsOf, parseAsOf } from "../vectors/parse-as-of.ts";

/** A place in the list at a block vector: what is indexed later changes no later page. */
export function liquidationCursor(
  { timestampSeconds, chainId, blockNumber, logIndex }: LiquidationOrder,
  at: string,
): string {
  return `${timestampSeconds}-${chainId}-${blockNumber}-${logIndex}@${at}`;
}

/** @throws ProblemError 400 `malformed-cursor`; BallastError `malformed-as-of`, `malformed-chain`. */
export function readLiquidationCursor(cursor: string): { after: LiquidationOrder; at: AsOf } {
  const match = /^(\d{1,10})-(\d{1,15})-(\d{1,15})-(\d{1,9})@(eip155:.+)$/.exec(cursor);
  if (match === null) {
    const detail = `"${cursor}" is not a cursor of liquidations.`;
    throw new ProblemError({
      status: 400,
      code: "malformed-cursor",
      title: "Malformed cursor",
      detail,
      errors: [{ pointer: "query/cursor", detail }],
    });
  }
  const [, seconds, chainId, blockNumber, logIndex, at] = match;
  return {
    after: {
      timestampSeconds: Number(seconds),
      chainId: Number(chainId),
      blockNumber: BigInt(blockNumber!),
      logIndex: Number(logIndex),
    },
    at: parseAsOf(at!),
  };
}
