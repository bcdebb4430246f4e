export const WAD = 10n ** 18n;
/** One vToken. */
export const VTOKEN = 10n ** 8n;
export const USDC = 10n ** 6n;
export const WBTC = 10n ** 8n;
export const DAY_SECONDS = 86_400;
/** A price of the oracle for a token of so many decimals. */
export const usd = (dollars: bigint, decimals: number): bigint =>
  dollars * 10n ** BigInt(36 - decimals);
