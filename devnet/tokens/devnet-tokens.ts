/** The tokens of every local chain, and the unit under which price feeds quote them. */
export const devnetTokens = [
  { symbol: "WETH", name: "Wrapped Ether", decimals: 18, pair: "ETH/USD" },
  { symbol: "USDC", name: "USD Coin", decimals: 6, pair: "USDC/USD" },
  { symbol: "DAI", name: "Dai Stablecoin", decimals: 18, pair: "DAI/USD" },
  { symbol: "WBTC", name: "Wrapped BTC", decimals: 8, pair: "BTC/USD" },
] as const satisfies readonly { symbol: string; name: string; decimals: number; pair: string }[];

export type TokenSymbol = (typeof devnetTokens)[number]["symbol"];
export type Pair = (typeof devnetTokens)[number]["pair"];

/** Raw units of one whole token, per symbol. */
export const tokenUnit: Readonly<Record<TokenSymbol, bigint>> = {
  WETH: 10n ** 18n,
  USDC: 10n ** 6n,
  DAI: 10n ** 18n,
  WBTC: 10n ** 8n,
};
