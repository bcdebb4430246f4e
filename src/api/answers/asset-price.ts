import { z } from "@hono/zod-openapi";
import { BallastError } from "../../core/ballast-error.ts";
import { assetCaip19, parseAssetCaip19 } from "../../core/identifiers.ts";
import type { MethodologyAsset } from "../methodology/methodology.ts";
import type { Price } from "../pricing/price.ts";
import { atSchema, blockSchema } from "./block.ts";
import { assetIdSchema, timeSchema } from "./identifier-schemas.ts";
import { methodologyReferenceSchema } from "./methodology-reference.ts";
import { orNull } from "./or-null.ts";
import { priceAnswer, priceSchema } from "./price.ts";

export const assetPriceSchema = z
  .object({
    asset: assetIdSchema,
    symbol: z.string().nullable(),
    decimals: z.int().nullable(),
    class: z.string().nullable(),
    haircutBps: z.int().nullable(),
    price: orNull(priceSchema),
    error: z.object({ code: z.string(), detail: z.string() }).nullable(),
  })
  .openapi("AssetPrice", { description: "Either a price or the error of this asset." });

export const priceListSchema = z
  .object({
    items: z.array(assetPriceSchema),
    blocks: z.array(blockSchema),
    at: atSchema,
    evaluatedAt: timeSchema,
    methodology: methodologyReferenceSchema,
  })
  .openapi("PriceList");

/** What is asked for: an asset of the methodology, or why it is none. */
export type AskedAsset =
  | { asset: MethodologyAsset }
  | { asset?: never; text: string; error: { code: string; detail: string } };

/** The asset's id, or the text that names none. */
export function askedId(asked: AskedAsset): string {
  return asked.asset === undefined ? asked.text : asked.asset.asset;
}

/** Finds what callers name by CAIP-19, in any letter case that its checksum allows. */
export function findAsset(text: string, known: ReadonlyMap<string, MethodologyAsset>): AskedAsset {
  try {
    const { chainId, token } = parseAssetCaip19(text);
    const id = assetCaip19(chainId, token);
    const asset = known.get(id);
    if (asset !== undefined) return { asset };
    const detail = `The methodology has no price for ${id}.`;
    return { text, error: { code: "unknown-asset", detail } };
  } catch (error) {
    if (!(error instanceof BallastError)) throw error;
    return { text, error: { code: error.code, detail: error.message } };
  }
}

/** @throws RangeError where `prices` lacks the price of a known asset. */
export function assetPriceAnswer(
  asked: AskedAsset,
  prices: ReadonlyMap<string, Price>,
  nowSeconds: number | null,
): z.infer<typeof assetPriceSchema> {
  if (asked.asset === undefined) {
    return {
      asset: asked.text,
      symbol: null,
      decimals: null,
      class: null,
      haircutBps: null,
      price: null,
      error: asked.error,
    };
  }
  const { asset, symbol, decimals, class: assetClass, haircutBps, priceId } = asked.asset;
  const price = prices.get(priceId);
  if (price === undefined) throw new RangeError(`The price ${priceId} was not evaluated.`);
  return {
    asset,
    symbol,
    decimals,
    class: assetClass,
    haircutBps,
    price: priceAnswer(price, nowSeconds),
    error: null,
  };
}
