export const WAD = 10n ** 18n;
/** Raw units of one USDC, WETH and WBTC. */
export const USDC = 10n ** 6n;
export const WETH = 10n ** 18n;
export const WBTC = 10n ** 8n;
/** Units of a Chainlink answer in one USD. */
export const USD_E8 = 10n ** 8n;
/** Longer than the half hour over which the mark price is averaged. */
export const AVERAGING_SECONDS = 2_000;
