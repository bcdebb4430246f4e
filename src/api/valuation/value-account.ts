import { BallastError } from "../../core/ballast-error.ts";
import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { AccountId } from "../../core/identifiers.ts";
import type { AccountMarket, Cause, Position } from "../../core/position.ts";
import type { Methodology, MethodologyAsset } from "../methodology/methodology.ts";
import { PRICE_STATUSES, type Price, type PriceStatus } from "../pricing/price.ts";
import type { AccountValue } from "./account-value.ts";
import { countedAssets } from "./counted-assets.ts";
import { totalAccount, totalMarket, unknownTotals } from "./total-values.ts";
import { valuePosition } from "./value-position.ts";

/**
 * Values an account's markets at a block vector by the rules of {@link AccountValue}. An asset that
 * the methodology does not know, or knows with other decimals, has no value and makes the status
 * `unavailable`; a position of amount 0 has the value 0 and no bearing on the status.
 * @throws BallastError `price-not-evaluated` where `prices` lacks the price of an asset.
 */
export function valueAccount({
  account,
  vector,
  markets,
  prices,
  methodology,
}: {
  account: AccountId;
  vector: BlockVector;
  markets: readonly AccountMarket[];
  prices: ReadonlyMap<string, Price>;
  methodology: Pick<Methodology, "assets" | "riskProfiles">;
}): AccountValue {
  const counted = countedAssets(methodology);
  const used = new Map<string, Price>();
  const causes: Cause[] = [];
  let status: PriceStatus = "ok";
  const valuedMarkets = markets.map((market) => {
    causes.push(...market.causes);
    const positions = market.positions.map((position) => {
      const { asset, profile } = counted.get(position.asset) ?? {};
      const price = asset === undefined ? undefined : requirePrice(prices, asset);
      if (price !== undefined) used.set(price.priceId, price);
      if (position.amount > 0n) {
        const mismatch = assetCause({ market, position, asset });
        if (mismatch !== null) causes.push(mismatch);
        if (price !== undefined && price.status !== "ok") causes.push(priceCause(price));
        status = worse(status, mismatch === null ? (price?.status ?? status) : "unavailable");
      }
      return valuePosition({ position, asset, profile, price });
    });
    if (market.debtUnknown === true) {
      status = "unavailable";
      return { ...market, positions, totals: unknownTotals };
    }
    return { ...market, positions, totals: totalMarket(positions) };
  });
  return {
    account,
    vector,
    evaluatedAtSeconds: evaluationTimeSeconds(vector),
    markets: valuedMarkets,
    totals: totalAccount(valuedMarkets.filter(({ passThrough }) => passThrough !== true)),
    status,
    causes: withoutRepetition(causes),
    prices: used,
  };
}

function requirePrice(prices: ReadonlyMap<string, Price>, asset: MethodologyAsset): Price {
  const price = prices.get(asset.priceId);
  if (price === undefined) {
    throw new BallastError(`The price ${asset.priceId} of ${asset.asset} has not been evaluated.`, {
      code: "price-not-evaluated",
    });
  }
  return price;
}

function assetCause({
  market,
  position,
  asset,
}: {
  market: AccountMarket;
  position: Position;
  asset: MethodologyAsset | undefined;
}): Cause | null {
  const place = { chainId: market.chainId, marketId: market.marketId, asset: position.asset };
  if (asset === undefined) {
    return {
      ...place,
      code: "asset-not-in-methodology",
      detail: `The methodology does not cover ${position.symbol} (${position.asset}), so it has no value here.`,
    };
  }
  if (asset.decimals !== position.decimals) {
    return {
      ...place,
      code: "asset-decimals-differ",
      detail: `${position.symbol} (${position.asset}) has ${position.decimals} decimals, the methodology says ${asset.decimals}.`,
    };
  }
  return null;
}

/** One cause per price, however many positions use it. */
function priceCause(price: Price): Cause {
  const flags = price.flags.length === 0 ? "" : ` (${price.flags.join(", ")})`;
  const { had, needed, configured } = price.quorum;
  const votes = `${had} of ${configured} independent feeds agree, ${needed} make a quorum`;
  const asOf =
    price.asOfSeconds === null || price.asOfSeconds === price.evaluatedAtSeconds
      ? ""
      : `; the value is of ${price.evaluatedAtSeconds - price.asOfSeconds} s earlier`;
  return {
    code: `price-${price.status.replace("_", "-")}`,
    detail: `The price ${price.priceId} is ${price.status}${flags}: ${votes}${asOf}.`,
  };
}

function worse(a: PriceStatus, b: PriceStatus): PriceStatus {
  return PRICE_STATUSES.indexOf(a) >= PRICE_STATUSES.indexOf(b) ? a : b;
}

function withoutRepetition(causes: readonly Cause[]): Cause[] {
  const distinct = new Map<string, Cause>();
  for (const cause of causes) {
    const key = [cause.code, cause.detail, cause.chainId, cause.marketId, cause.asset].join("\n");
    distinct.set(key, cause);
  }
  return [...distinct.values()];
}
