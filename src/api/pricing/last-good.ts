/** The newest earlier aggregate with status `ok` or `degraded`. Prices in USD × 10^18 per whole token. */
export type LastGood = {
  lowWad: bigint;
  midWad: bigint;
  highWad: bigint;
  asOfSeconds: number;
};
