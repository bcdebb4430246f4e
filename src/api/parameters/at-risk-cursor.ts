import type { EntryPlace } from "../book/at-risk-entry.ts";
import { ProblemError } from "../errors/problem-error.ts";

/** Health factor (empty: none), account, chain, part and market of the last entry of a page. */
export function atRiskCursor(place: EntryPlace): string {
  const { healthFactorWad, account, chainId, marketId, part } = place;
  return `${healthFactorWad ?? ""}_${account}_${chainId}_${part}_${marketId}`;
}

/** @throws ProblemError 400 `malformed-cursor`. */
export function readAtRiskCursor(cursor: string): EntryPlace {
  const match = /^(-?\d{1,78})?_(0x[0-9a-f]{40})_(\d{1,15})_(\d{1,6})_(.+)$/.exec(cursor);
  const [, health, account, chainId, part, marketId] = match ?? [];
  if (account === undefined || marketId === undefined) {
    const detail = `"${cursor}" is not a cursor of the list at risk.`;
    throw new ProblemError({
      ...{ status: 400, code: "malformed-cursor", title: "Malformed cursor", detail },
      errors: [{ pointer: "query/cursor", detail }],
    });
  }
  return {
    healthFactorWad: health === undefined ? null : BigInt(health),
    ...{ account, marketId, chainId: Number(chainId), part: Number(part) },
  };
}
