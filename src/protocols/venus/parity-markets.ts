import { venusComptrollerAbi } from "../../../abis/venus-comptroller.ts";
import { venusAccruingViewsAbi, venusVTokenAbi } from "../../../abis/venus-vtoken.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { venusMarketId } from "./deployments.ts";
import type { Market } from "./read-markets.ts";

/** A market's books, factors and rates, beside the contracts' views. */
export async function compareMarket(
  place: Pick<ReadPlace, "contracts" | "block"> & { market: Market },
): Promise<ParityCheck[]> {
  const { contracts, block, market } = place;
  const { token, symbol } = market.vToken;
  const check = (what: string, indexed: ParityValue, contract: ParityValue): ParityCheck => ({
    marketId: venusMarketId(market.deployment),
    account: null,
    what,
    indexed,
    contract,
  });
  const booked = {
    accrualBlockNumber: market.rates.isTimeBased ? market.accruedAtSeconds : market.accruedAtBlock,
    borrowIndex: market.borrowIndexWad,
    totalSupply: market.totalSupply,
    totalBorrows: market.totalBorrows,
    totalReserves: market.totalReserves,
    badDebt: market.badDebt,
    reserveFactorMantissa: market.reserveFactorWad,
    protocolSeizeShareMantissa: market.protocolSeizeShareWad,
    exchangeRateStored: market.rates.storedExchangeRateWad,
  } as const;
  const accrued = {
    exchangeRateCurrent: market.rates.accrued?.exchangeRateWad ?? null,
    totalBorrowsCurrent: market.rates.accrued?.totalBorrows ?? null,
  } as const;
  const vToken = { block, address: token, args: [] } as const;
  const comptroller = {
    block,
    address: market.deployment.comptroller,
    abi: venusComptrollerAbi,
    args: [token],
  } as const;
  const [terms, isForced, ...own] = await Promise.all([
    contracts.read({ ...comptroller, functionName: "markets" }),
    contracts.read({ ...comptroller, functionName: "isForcedLiquidationEnabled" }),
    ...(Object.keys(booked) as (keyof typeof booked)[]).map(async (functionName) =>
      check(
        `${symbol}.${functionName}()`,
        booked[functionName],
        await contracts.read({ ...vToken, abi: venusVTokenAbi, functionName }),
      ),
    ),
    ...(Object.keys(accrued) as (keyof typeof accrued)[]).map(async (functionName) =>
      check(
        `${symbol}.${functionName}()`,
        accrued[functionName],
        await contracts.read({ ...vToken, abi: venusAccruingViewsAbi, functionName }),
      ),
    ),
  ]);
  const [isListed = null, collateralFactor = null, liquidationThreshold = null] = terms ?? [];
  const what = `Comptroller.markets(${symbol})`;
  return [
    check(`${what}.isListed`, market.isListed, isListed),
    check(`${what}.collateralFactorMantissa`, market.collateralFactorWad, collateralFactor),
    check(
      `${what}.liquidationThresholdMantissa`,
      market.liquidationThresholdWad,
      liquidationThreshold,
    ),
    check(
      `Comptroller.isForcedLiquidationEnabled(${symbol})`,
      market.isForcedLiquidation,
      isForced,
    ),
    ...own,
  ];
}
