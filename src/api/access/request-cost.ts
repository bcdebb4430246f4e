/** Routes that take many times the work of a plain answer. */
const COSTS: readonly (readonly [path: RegExp, units: number])[] = [
  [/^\/v1\/accounts\/[^/]+\/(?:simulate|liquidation-surface|history)$/, 10],
  [/^\/v1\/prices\/[^/]+\/history$/, 10],
  [/^\/v1\/prices\/evaluate$/, 10],
  [/^\/v1\/account-links(?:\/[^/]+\/revocation)?$/, 10],
  [/^\/(?:graphql$|sql\/)/, 10],
];

/** Answers about the past are worked out anew. */
const PAST_COST = 5;

/** What a request costs of a caller's budget, in units: a plain one costs 1. */
export function requestCost({ path, at }: { path: string; at: string | undefined }): number {
  const [, units = 1] = COSTS.find(([pattern]) => pattern.test(path)) ?? [];
  return at === undefined ? units : Math.max(units, PAST_COST);
}
