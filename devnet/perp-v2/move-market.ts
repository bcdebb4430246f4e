import type { PerpV2Desk } from "./create-perp-v2-desk.ts";
import type { PerpPair } from "./deploy-perp-feeds.ts";

/** The most that the pools may move in a block is 1,000 ticks; less than that, in percent. */
const STEP_PERCENT = 8n;
/** More than anybody has to pay for a step. */
const plenty = 10_000_000n * 10n ** 18n;

/** Queues the keeper's trade of a pool towards the index price, as far as a block allows. */
export async function followIndex(desk: PerpV2Desk, pair: PerpPair): Promise<boolean> {
  const { baseToken } = desk.perp.markets.find((one) => one.pair === pair)!;
  const index = await desk.views.indexPriceWad(baseToken);
  const market = await desk.views.marketPriceWad(baseToken);
  const isNear = (index - market) ** 2n * 1_000_000n < market * market;
  if (isNear) return false;
  const lowest = (market * (100n - STEP_PERCENT)) / 100n;
  const highest = (market * (100n + STEP_PERCENT)) / 100n;
  const untilPriceWad = index < lowest ? lowest : index > highest ? highest : index;
  const side = index < market ? "short" : "long";
  desk.trade(desk.people.keeper, baseToken, { side, of: "quote", amount: plenty, untilPriceWad });
  return true;
}

/** A new index price, and the keeper's trades until the pool and all averages have it. */
export async function moveMarket(
  desk: PerpV2Desk,
  parameters: { pair: PerpPair; priceE8: bigint; thenSeconds: number },
): Promise<void> {
  const { pair, priceE8, thenSeconds } = parameters;
  await desk.setPrice(pair, priceE8);
  await desk.mine(30);
  while (await followIndex(desk, pair)) await desk.mine(30);
  await desk.mine(thenSeconds);
}
