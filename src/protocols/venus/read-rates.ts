import type { Address } from "viem";
import { venusAccruingViewsAbi, venusVTokenAbi } from "../../../abis/venus-vtoken.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { accrueInterest, exchangeRateWad, type MarketTotals } from "./accrual.ts";
import type { MarketFacts } from "./state.ts";

export type AccruedTotals = MarketTotals & { exchangeRateWad: bigint | null };

/** Of a vToken at a block. */
export type MarketRates = {
  isTimeBased: boolean;
  /** Raw units of the underlying at hand; null where the contract fails to state it. */
  cash: bigint | null;
  /** As booked; null where the contract fails to state it. */
  storedExchangeRateWad: bigint | null;
  /** As an accrual in the block leaves them; null where the contract cannot accrue. */
  accrued: AccruedTotals | null;
  /**
   * As the next accrual leaves them if it is so many seconds after the block, at the block's rate.
   * Null where the vToken counts blocks, of which nobody knows how many there will be, and where it
   * cannot accrue.
   */
  accruedAfter: ((seconds: bigint) => AccruedTotals) | null;
};

/**
 * What a vToken makes of its books at the block, by what no log says: its cash, which in older
 * vTokens is their balance of the underlying and so moves with any donation; the rate of its model, which may be
 * any contract; whether it counts blocks or seconds; whether it can accrue at all (a rate above its
 * own maximum makes it fail); and the rate of a supply of none.
 */
export async function readRates(
  place: Pick<ReadPlace, "contracts" | "block"> & { vToken: Address; market: MarketFacts },
): Promise<MarketRates> {
  const { contracts, block, vToken, market } = place;
  const contract = { block, address: vToken, abi: venusVTokenAbi, args: [] } as const;
  const [cash, isTimeBased] = await Promise.all([
    contracts.read({ ...contract, functionName: "getCash" }),
    // Older vTokens have no such function and count blocks.
    contracts
      .read({ ...contract, functionName: "isTimeBased" })
      .then((is) => is ?? false),
  ]);
  const { badDebt, totalSupply, reserveFactorWad } = market;
  const initialRateWad =
    totalSupply === 0n
      ? await contracts.read({ ...contract, functionName: "exchangeRateStored" })
      : null;
  const rateOf = (totals: MarketTotals): bigint | null =>
    cash === null
      ? null
      : (exchangeRateWad({ cash, totals, badDebt, totalSupply }) ?? initialRateWad);
  const stored = { isTimeBased, cash, storedExchangeRateWad: rateOf(market) };

  const slots = isTimeBased
    ? BigInt(block.timestampSeconds) - market.accruedAtSeconds
    : block.number - market.accruedAtBlock;
  if (slots === 0n && !isTimeBased) {
    const accrued = { ...market, exchangeRateWad: rateOf(market) };
    return { ...stored, accrued, accruedAfter: null };
  }
  const [rateWad, accrues] = await Promise.all([
    contracts.read({ ...contract, functionName: "borrowRatePerBlock" }),
    contracts.read({ ...contract, abi: venusAccruingViewsAbi, functionName: "accrueInterest" }),
  ]);
  const accruedOver = (rateWad: bigint, slots: bigint): AccruedTotals => {
    const totals = accrueInterest({ totals: market, rateWad, reserveFactorWad, slots });
    return { ...totals, exchangeRateWad: rateOf(totals) };
  };
  if (rateWad === null || accrues === null) {
    const accrued = slots === 0n ? { ...market, exchangeRateWad: rateOf(market) } : null;
    return { ...stored, accrued, accruedAfter: null };
  }
  return {
    ...{ ...stored, accrued: accruedOver(rateWad, slots) },
    accruedAfter: isTimeBased ? (seconds) => accruedOver(rateWad, slots + seconds) : null,
  };
}
