import type { Hex } from "viem";
import type { Pair } from "../tokens/devnet-tokens.ts";

export const pythExponent = -8;

/** What one price in an update costs its sender. */
export const pythUpdateFeeWei = 1n;

/** Pyth's own ids of these feeds on the public networks. */
export const pythPriceIds = {
  "ETH/USD": "0xff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace",
  "BTC/USD": "0xe62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43",
  "USDC/USD": "0xeaa020c61cc479712813461ce153894a96a6c00b21ed0cfc2798d1f9a9e9c94a",
  "DAI/USD": "0xb0948a5e5313200c632b51bb5ca32f6de0d36e9950a942d19751e833f70dabfd",
} as const satisfies Record<Pair, Hex>;
