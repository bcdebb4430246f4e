import type { Manifest } from "../../config/manifest.ts";
import { devnetTokens } from "../tokens/devnet-tokens.ts";
import type { Market } from "./create-market.ts";

/** What the market itself says at a time: a number that went through no feed. */
export function marketReferences({
  market,
  timeSeconds,
}: {
  market: Market;
  timeSeconds: number;
}): Manifest["references"] {
  return devnetTokens.map(({ pair }) => ({
    pair,
    priceE8: market.priceE8(pair, timeSeconds).toString(),
    timeSeconds,
  }));
}
