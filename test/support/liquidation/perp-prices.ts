import type { Address, Hex, PublicClient } from "viem";
import { parseAbi } from "viem";
import { expect } from "vitest";
import {
  perpV2AccountBalanceAbi,
  perpV2BaseTokenAbi,
  perpV2ClearingHouseAbi,
  perpV2CollateralManagerAbi,
} from "../../../abis/perp-v2.ts";
import type { ManifestChain } from "../../../config/manifest.ts";
import type { StateOverride } from "./act-as.ts";
import { word } from "./contract-words.ts";

const perpPriceAbi = parseAbi([
  "function getMarkPriceConfig() view returns (uint32 marketTwapInterval, uint32 premiumInterval)",
  "function getSqrtMarketTwapX96(address baseToken, uint32 twapInterval) view returns (uint160)",
  "function slot0() view returns (uint160 sqrtPriceX96, int24 tick)",
  "function observe(uint32[] secondsAgos) view returns (int56[] tickCumulatives, uint160[])",
]);
/** Answers a call without arguments with the word in a slot of its own, others with that which their first one names. */
const WORD_OR_CONSTANT: Hex = "0x36600414600e57600435546013565b61ffff545b60005260206000f3";
const CONSTANT_SLOT = 0xffffn;
/** A pool that answers `observe([seconds, 0])` with 0 and the word in the slot of the seconds, and slot0 from two slots. */
const OBSERVED_POOL: Hex =
  "0x36600414602d57604060005260a0602052600260405260443554608052600260a052600160e0526101006000f35b61fffe5460005261fffd5460205260e06000f3";

export type Perp = ManifestChain["perpV2"][number];

export async function perpAccountValue(
  client: PublicClient,
  { clearingHouse }: Perp,
  account: Address,
  stateOverride: StateOverride,
): Promise<bigint> {
  return client.readContract({
    ...{ address: clearingHouse, abi: perpV2ClearingHouseAbi, functionName: "getAccountValue" },
    ...{ args: [account], stateOverride },
  });
}

export async function maintenanceRequirement(
  client: PublicClient,
  { accountBalance }: Perp,
  account: Address,
  stateOverride: StateOverride,
): Promise<bigint> {
  return client.readContract({
    ...{ address: accountBalance, abi: perpV2AccountBalanceAbi, args: [account], stateOverride },
    functionName: "getMarginRequirementForLiquidation",
  });
}

/** What ClearingHouse._isLiquidatable compares. */
export async function isBelowMaintenance(
  client: PublicClient,
  perp: Perp,
  account: Address,
  stateOverride: StateOverride,
): Promise<boolean> {
  const required = await maintenanceRequirement(client, perp, account, stateOverride);
  return (await perpAccountValue(client, perp, account, stateOverride)) < required;
}

/**
 * Makes the mark price of a market anything: the median of two averages of the pool, set far below and
 * far above, and of the index price with the premium. The averages that funding is computed from stay.
 */
export async function createMarkPrice(
  client: PublicClient,
  perp: Perp,
  { baseToken, pool }: { baseToken: Address; pool: Address },
): Promise<(markWad: bigint) => StateOverride> {
  const [marketInterval, premiumInterval] = await client.readContract({
    ...{ address: perp.clearingHouseConfig, abi: perpPriceAbi, functionName: "getMarkPriceConfig" },
  });
  expect(new Set([15, marketInterval, premiumInterval]).size).toBe(3);
  const [cumulatives] = await client.readContract({
    ...{ address: pool, abi: perpPriceAbi, functionName: "observe" },
    args: [[premiumInterval, 0]],
  });
  const sqrtX96 = await client.readContract({
    ...{ address: perp.exchange, abi: perpPriceAbi, functionName: "getSqrtMarketTwapX96" },
    args: [baseToken, premiumInterval],
  });
  const X96 = 2n ** 96n;
  const marketWad = (((sqrtX96 * sqrtX96) / X96) * 10n ** 18n) / X96;
  const indexWad = await client.readContract({
    ...{ address: baseToken, abi: perpV2BaseTokenAbi, functionName: "getIndexPrice" },
    args: [BigInt(premiumInterval)],
  });
  const [sqrtNowX96, tick] = await client.readContract({
    ...{ address: pool, abi: perpPriceAbi, functionName: "slot0" },
  });
  const signed = (value: bigint) => word(BigInt.asUintN(256, value));
  const extreme = 300_000n;
  return (markWad) => [
    {
      ...{ address: pool, code: OBSERVED_POOL },
      stateDiff: [
        { slot: word(0xfffen), value: word(sqrtNowX96) },
        { slot: word(0xfffdn), value: signed(BigInt(tick)) },
        { slot: word(15n), value: signed(-extreme * 15n) },
        { slot: word(BigInt(marketInterval)), value: signed(extreme * BigInt(marketInterval)) },
        {
          slot: word(BigInt(premiumInterval)),
          value: signed(cumulatives[1]! - cumulatives[0]!),
        },
      ],
    },
    {
      ...{ address: baseToken, code: WORD_OR_CONSTANT },
      stateDiff: [
        { slot: word(0n), value: word(markWad - (marketWad - indexWad)) },
        { slot: word(BigInt(premiumInterval)), value: word(indexWad) },
        { slot: word(CONSTANT_SLOT), value: word(1n) },
      ],
    },
  ];
}

/** Makes the price of a collateral anything: the vault asks the feed for an average. */
export async function createCollateralPrice(
  client: PublicClient,
  { collateralManager }: Perp,
  token: Address,
): Promise<(price: bigint) => StateOverride> {
  const manager = { address: collateralManager, abi: perpV2CollateralManagerAbi } as const;
  const { priceFeed } = await client.readContract({
    ...{ ...manager, functionName: "getCollateralConfig", args: [token] },
  });
  const decimals = await client.readContract({
    ...{ ...manager, functionName: "getPriceFeedDecimals", args: [token] },
  });
  return (price) => [
    {
      ...{ address: priceFeed, code: WORD_OR_CONSTANT },
      stateDiff: [
        { slot: word(900n), value: word(price) },
        { slot: word(CONSTANT_SLOT), value: word(BigInt(decimals)) },
      ],
    },
  ];
}

/** Makes the price of a base token or a collateral anything. */
export function createPerpPrice(
  client: PublicClient,
  perp: Perp,
  token: Address,
): Promise<(price: bigint) => StateOverride> {
  const market = perp.markets.find(({ baseToken }) => baseToken === token);
  return market === undefined
    ? createCollateralPrice(client, perp, token)
    : createMarkPrice(client, perp, market);
}
