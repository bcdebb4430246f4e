import { z } from "@hono/zod-openapi";
import { formatFixed } from "../../core/fixed-point.ts";
import type { MethodologyAsset } from "../methodology/methodology.ts";
import type { Price, PriceStatus } from "../pricing/price.ts";
import { timeSchema } from "./identifier-schemas.ts";

export const llamaCoinsSchema = z
  .object({
    coins: z.record(
      z.string(),
      z.object({
        decimals: z.int(),
        symbol: z.string(),
        price: z.number().openapi({
          description: "USD, `mid`. All digits are exact in the text; a float cannot hold them.",
        }),
        timestamp: timeSchema,
        confidence: z.number().openapi({ description: "ok 0.99, degraded 0.8, stale 0.4." }),
      }),
    ),
  })
  .openapi("LlamaCoins", {
    description:
      "The form of DefiLlama's coins API. For compatibility only: `/v1/prices` says more.",
  });

/** As text, so that no number of it is ever a float here. A status that is not listed has no price. */
const CONFIDENCE: Partial<Readonly<Record<PriceStatus, string>>> = {
  ok: "0.99",
  degraded: "0.8",
  stale: "0.4",
};

/**
 * `{"coins":{…}}` as JSON text. `price` has the exact decimal digits of the mid, up to 18 after the
 * point. Left out are prices without a value, those held back, and those whose time is farther from
 * `askedSeconds` than `widthSeconds`.
 */
export function llamaCoinsJson(parameters: {
  coins: readonly { key: string; asset: MethodologyAsset }[];
  prices: ReadonlyMap<string, Price>;
  askedSeconds: number;
  widthSeconds: number;
}): string {
  const { coins, prices, askedSeconds, widthSeconds } = parameters;
  const members = coins.flatMap(({ key, asset }) => {
    const price = prices.get(asset.priceId);
    if (price === undefined || price.midWad === null || price.asOfSeconds === null) return [];
    const confidence = CONFIDENCE[price.status];
    if (confidence === undefined) return [];
    if (Math.abs(askedSeconds - price.asOfSeconds) > widthSeconds) return [];
    return [
      `${JSON.stringify(key)}:{"decimals":${asset.decimals},"symbol":${JSON.stringify(asset.symbol)},` +
        `"price":${formatFixed(price.midWad, 18)},"timestamp":${price.asOfSeconds},"confidence":${confidence}}`,
    ];
  });
  return `{"coins":{${members.join()}}}`;
}
