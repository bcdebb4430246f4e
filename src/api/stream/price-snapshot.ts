import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import { type AskedAsset, askedId, assetPriceAnswer } from "../answers/asset-price.ts";
import { safeNumber } from "../answers/identifier-schemas.ts";
import { methodologyReference } from "../answers/methodology-reference.ts";
import { ageSeconds } from "../clock.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import type { Price } from "../pricing/price.ts";
import { vectorId } from "../vectors/vector-id.ts";
import type { StreamSnapshot } from "./event-text.ts";

/** All prices at a block vector, as the stream tells of them. */
export type PriceSnapshot = StreamSnapshot & {
  prices: ReadonlyMap<string, Price>;
  nowSeconds: number;
  /** An asset's answer as JSON, worked out once. */
  itemJson(asked: AskedAsset): string;
  methodologyJson: string;
};

export function createPriceSnapshot(parameters: {
  vector: BlockVector;
  methodology: HashedMethodology;
  prices: ReadonlyMap<string, Price>;
  nowSeconds: number;
}): PriceSnapshot {
  const { vector, methodology, prices, nowSeconds } = parameters;
  const items = new Map<string, string>();
  const itemJson = (asked: AskedAsset) => {
    const key = askedId(asked);
    const known = items.get(key);
    if (known !== undefined) return known;
    const json = JSON.stringify(assetPriceAnswer(asked, prices, nowSeconds));
    if (asked.asset !== undefined) items.set(key, json);
    return json;
  };
  return {
    id: vectorId(vector.values()),
    vector,
    methodology,
    prices,
    nowSeconds,
    itemJson,
    vectorJson: vectorJson(vector, nowSeconds),
    methodologyJson: JSON.stringify(methodologyReference(methodology)),
  };
}

/** Ids of the prices whose values, status or flags differ. */
export function changedPrices(
  before: ReadonlyMap<string, Price>,
  after: ReadonlyMap<string, Price>,
): Set<string> {
  const changed = new Set<string>();
  for (const [priceId, price] of after) {
    const earlier = before.get(priceId);
    if (earlier === undefined || differs(earlier, price)) changed.add(priceId);
  }
  return changed;
}

function differs(before: Price, after: Price): boolean {
  return (
    before.status !== after.status ||
    before.lowWad !== after.lowWad ||
    before.midWad !== after.midWad ||
    before.highWad !== after.highWad ||
    before.flags.join() !== after.flags.join()
  );
}

/** A vector and its time as members of an event, without the braces. */
export function vectorJson(vector: BlockVector, nowSeconds: number): string {
  const blocks = [...vector.values()];
  const answer = {
    blocks: blocks.map(({ chainId, number, hash, timestampSeconds }) => ({
      chain: chainCaip2(chainId),
      number: safeNumber(number),
      hash,
      time: timestampSeconds,
      ageSeconds: ageSeconds(nowSeconds, timestampSeconds),
    })),
    at: vectorId(vector.values()),
    evaluatedAt: evaluationTimeSeconds(vector),
  };
  return JSON.stringify(answer).slice(1, -1);
}
