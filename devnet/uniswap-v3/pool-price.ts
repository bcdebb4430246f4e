const q192 = 2n ** 192n;

/** Largest integer whose square is at most `value`. */
export function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/**
 * A pool's `sqrtPriceX96` for a price of WETH in USDC, rounded down.
 * @param parameters.priceE8 USDC per WETH in units of 10^-8.
 */
export function sqrtPriceX96(parameters: { priceE8: bigint; wethIsToken0: boolean }): bigint {
  const { priceE8, wethIsToken0 } = parameters;
  const usdcPerWeth = { numerator: priceE8 * 10n ** 6n, denominator: 10n ** 26n };
  const { numerator, denominator } = wethIsToken0
    ? usdcPerWeth
    : { numerator: usdcPerWeth.denominator, denominator: usdcPerWeth.numerator };
  return squareRoot((numerator * q192) / denominator);
}

/** USDC per WETH in units of 10^-8 at a pool's `sqrtPriceX96`, rounded down. */
export function poolPriceE8(parameters: { sqrtPriceX96: bigint; wethIsToken0: boolean }): bigint {
  const square = parameters.sqrtPriceX96 ** 2n;
  return parameters.wethIsToken0 ? (square * 10n ** 20n) / q192 : (q192 * 10n ** 20n) / square;
}
