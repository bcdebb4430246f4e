import type { Address } from "viem";
import { beforeEach, describe, expect, it } from "vitest";
import { registerVenus } from "../../src/protocols/venus/handlers.ts";
import { venusHealing, venusSeizure } from "../../src/protocols/venus/healing-schema.ts";
import {
  venusAccount,
  venusAccountVersion,
  venusBadDebt,
  venusLiquidation,
  venusMarket,
  venusMarketVersion,
  venusPool,
} from "../../src/protocols/venus/schema.ts";
import { addressOf, createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";

const WAD = 10n ** 18n;
const [COMPTROLLER, USDC, WETH] = [addressOf(0x100), addressOf(0x10), addressOf(0x20)];
const [vUsdc, vWeth] = [addressOf(0x11), addressOf(0x21)];
const [alice, bob, keeper, income] = [addressOf(1), addressOf(2), addressOf(3), addressOf(4)];
const ZERO = addressOf(0);

let harness: ReturnType<typeof createHandlerHarness>;
beforeEach(async () => {
  const answersOf = (vToken: Address, underlying: Address) => ({
    [`${vToken}.underlying`]: underlying,
    [`${vToken}.accrualBlockNumber`]: 3n,
    [`${vToken}.reserveFactorMantissa`]: WAD / 10n,
    [`${vToken}.protocolSeizeShareMantissa`]: WAD / 20n,
    [`${vToken}.totalReserves`]: 0n,
    [`${vToken}.borrowIndex`]: WAD,
    [`${vToken}.symbol`]: "vToken",
    [`${vToken}.decimals`]: 8,
    [`${underlying}.symbol`]: "TOKEN",
    [`${underlying}.decimals`]: 18,
  });
  harness = createHandlerHarness({
    chainId: 1,
    register: registerVenus,
    answers: { ...answersOf(vUsdc, USDC), ...answersOf(vWeth, WETH) },
  });
  for (const vToken of [vUsdc, vWeth]) await rule("MarketSupported", 5, { vToken });
});

const rule = (name: string, block: number, args: Record<string, unknown>) =>
  harness.log(`VenusComptroller:${name}`, { address: COMPTROLLER, block, args });
const log = (vToken: Address, name: string, block: number, args: Record<string, unknown>) =>
  harness.log(`VenusVToken:${name}`, { address: vToken, block, args });
const send = (vToken: Address, block: number, from: Address, to: Address, amount: bigint) =>
  log(vToken, "Transfer", block, { from, to, amount });
const market = (vToken: Address) => harness.rows(venusMarket).find((row) => row.vToken === vToken)!;
const account = (vToken: Address, of: Address) =>
  harness.rows(venusAccount).find((row) => row.vToken === vToken && row.account === of);
const tokens = (vToken: Address, of: Address) => account(vToken, of)?.tokens;
/** As VToken.sol logs a seizure by a liquidation or a healing. */
const seize = async (block: number, liquidatorTokens: bigint) => {
  await send(vWeth, block, bob, keeper, liquidatorTokens);
  await log(vWeth, "ProtocolSeize", block, { from: bob, to: income, amount: 1n });
};

describe("a listing", () => {
  it("reads what was set before it", () => {
    expect(market(vUsdc)).toMatchObject({
      comptroller: COMPTROLLER,
      underlying: USDC,
      isListed: true,
      reserveFactorWad: WAD / 10n,
      protocolSeizeShareWad: WAD / 20n,
      borrowIndexWad: WAD,
      accruedAtBlock: 3n,
      accruedAtSeconds: BigInt(timeOfBlock(5)),
    });
  });

  it("takes an accrual number beyond the block's for a time", async () => {
    const later = addressOf(0x31);
    harness.answers[`${later}.accrualBlockNumber`] = BigInt(timeOfBlock(2));
    for (const name of [
      ...["underlying", "reserveFactorMantissa", "protocolSeizeShareMantissa", "totalReserves"],
      ...["borrowIndex", "symbol", "decimals"],
    ]) {
      harness.answers[`${later}.${name}`] = harness.answers[`${vUsdc}.${name}`];
    }
    await rule("MarketSupported", 6, { vToken: later });
    expect(market(later)).toMatchObject({
      accruedAtBlock: 6n,
      accruedAtSeconds: BigInt(timeOfBlock(2)),
    });
  });

  it("ignores what a vToken logs before, and refuses what it cannot have logged", async () => {
    const unknown = addressOf(0x99);
    await log(unknown, "NewReserveFactor", 4, { newReserveFactorMantissa: 1n });
    expect(market(unknown)).toBeUndefined();
    await expect(send(unknown, 4, ZERO, alice, 1n)).rejects.toMatchObject({
      code: "venus-market-unknown",
    });
  });
});

describe("shares", () => {
  it("are made, sent and redeemed; what is redeemed is not the vToken's", async () => {
    await send(vUsdc, 10, ZERO, alice, 100n);
    await send(vUsdc, 11, alice, bob, 30n);
    await send(vUsdc, 12, bob, vUsdc, 5n);
    await send(vUsdc, 13, alice, vUsdc, 40n);
    await log(vUsdc, "Redeem", 13, { redeemer: alice, redeemAmount: 41n, redeemTokens: 40n });
    // bob has sent it 5, which stay.
    expect([alice, bob, vUsdc].map((one) => tokens(vUsdc, one))).toEqual([30n, 25n, 5n]);
    expect(market(vUsdc).totalSupply).toBe(60n);
    expect(account(vUsdc, ZERO)).toBeUndefined();
  });

  it("cannot become fewer than none", async () => {
    await expect(send(vUsdc, 10, alice, bob, 1n)).rejects.toMatchObject({ code: "venus-negative" });
  });

  it("are lost by LiquidateBorrow's seizeTokens, which the market of the debt logs", async () => {
    await send(vWeth, 10, ZERO, bob, 1_000n);
    await seize(11, 95n);
    await log(vUsdc, "LiquidateBorrow", 11, {
      liquidator: keeper,
      borrower: bob,
      repayAmount: 7n,
      vTokenCollateral: vWeth,
      seizeTokens: 100n,
    });
    expect([bob, keeper].map((one) => tokens(vWeth, one))).toEqual([900n, 95n]);
    expect(market(vWeth).totalSupply).toBe(995n);
    expect(harness.rows(venusLiquidation)).toMatchObject([
      { vToken: vUsdc, vTokenCollateral: vWeth, account: bob, seizedTokens: 100n },
    ]);
    // A second one in the same block starts from what the first left.
    await seize(11, 190n);
    await log(vUsdc, "LiquidateBorrow", 11, {
      liquidator: keeper,
      borrower: bob,
      repayAmount: 7n,
      vTokenCollateral: vWeth,
      seizeTokens: 200n,
    });
    expect([bob, keeper].map((one) => tokens(vWeth, one))).toEqual([700n, 285n]);
    expect(market(vWeth).totalSupply).toBe(985n);
  });

  it("are all lost where an account is healed, of which there is no LiquidateBorrow", async () => {
    await send(vWeth, 10, ZERO, bob, 1_000n);
    await seize(11, 950n);
    expect([bob, keeper].map((one) => tokens(vWeth, one))).toEqual([0n, 950n]);
    expect(market(vWeth).totalSupply).toBe(950n);
    expect(harness.rows(venusSeizure)).toMatchObject([{ account: bob, tokensBefore: 1_000n }]);
    const { logIndex } = await log(vUsdc, "HealBorrow", 11, {
      ...{ payer: keeper, borrower: bob, repayAmount: 7n },
    });
    expect(harness.rows(venusHealing)).toMatchObject([
      { vToken: vUsdc, account: bob, liquidator: keeper, repaidAmount: 7n, logIndex },
    ]);
  });
});

describe("debts", () => {
  const accrue = (block: number, interest: bigint, index: bigint, totalBorrows: bigint) =>
    log(vUsdc, "AccrueInterest", block, {
      cashPrior: 0n,
      interestAccumulated: interest,
      borrowIndex: index,
      totalBorrows,
    });

  it("belong to the index at their event", async () => {
    await accrue(10, 0n, WAD + 5n, 0n);
    await log(vUsdc, "Borrow", 10, { borrower: bob, accountBorrows: 50n, totalBorrows: 50n });
    await accrue(20, 3n, WAD + 9n, 53n);
    expect(account(vUsdc, bob)).toMatchObject({ borrowPrincipal: 50n, borrowIndexWad: WAD + 5n });
    expect(market(vUsdc)).toMatchObject({ totalBorrows: 53n, accruedAtBlock: 20n });
    await log(vUsdc, "RepayBorrow", 20, {
      payer: alice,
      borrower: bob,
      accountBorrows: 0n,
      totalBorrows: 0n,
    });
    expect(account(vUsdc, bob)).toMatchObject({ borrowPrincipal: 0n });
  });

  it("become bad debt, and are made good", async () => {
    await log(vUsdc, "BadDebtIncreased", 10, { borrower: bob, badDebtDelta: 9n, badDebtNew: 19n });
    expect(market(vUsdc).badDebt).toBe(19n);
    expect(harness.rows(venusBadDebt)).toMatchObject([{ account: bob, amount: 9n }]);
    await log(vUsdc, "BadDebtRecovered", 11, { badDebtOld: 19n, badDebtNew: 4n });
    expect(market(vUsdc).badDebt).toBe(4n);
  });

  it("leave reserves that an accrual pays out before it is logged", async () => {
    await log(vUsdc, "ReservesAdded", 9, { addAmount: 7n, newTotalReserves: 7n });
    // 7 there, 10 of the interest of 100: 17 are paid out.
    await log(vUsdc, "SpreadReservesReduced", 10, { reduceAmount: 17n, newTotalReserves: 0n });
    await accrue(10, 100n, WAD + 1n, 1_100n);
    expect(market(vUsdc).totalReserves).toBe(0n);
  });

  it("do not count reserves twice that the listing has read", async () => {
    await log(vUsdc, "ReservesAdded", 5, { addAmount: 7n, newTotalReserves: 7n });
    expect(market(vUsdc).totalReserves).toBe(0n);
  });
});

describe("rules", () => {
  it("are the pool's and each market's", async () => {
    await rule("NewPriceOracle", 10, { oldPriceOracle: ZERO, newPriceOracle: addressOf(0x55) });
    await rule("NewCloseFactor", 10, { newCloseFactorMantissa: WAD / 2n });
    await rule("NewLiquidationIncentive", 10, { newLiquidationIncentiveMantissa: WAD + 1n });
    await rule("NewMinLiquidatableCollateral", 10, { newMinLiquidatableCollateral: 100n });
    expect(harness.rows(venusPool)).toMatchObject([
      {
        comptroller: COMPTROLLER,
        oracle: addressOf(0x55),
        closeFactorWad: WAD / 2n,
        liquidationIncentiveWad: WAD + 1n,
        minimumLiquidatableCollateral: 100n,
      },
    ]);
    await rule("NewCollateralFactor", 11, { vToken: vWeth, newCollateralFactorMantissa: 5n });
    await rule("NewLiquidationThreshold", 11, {
      vToken: vWeth,
      newLiquidationThresholdMantissa: 6n,
    });
    await rule("IsForcedLiquidationEnabledUpdated", 11, { vToken: vWeth, enable: true });
    await rule("MarketUnlisted", 12, { vToken: vWeth });
    expect(
      harness
        .rows(venusMarketVersion)
        .filter(({ vToken }) => vToken === vWeth)
        .map((row) => [row.blockNumber, row.liquidationThresholdWad, row.isListed]),
    ).toEqual([
      [5n, 0n, true],
      [11n, 6n, true],
      [12n, 6n, false],
    ]);
    expect(market(vWeth)).toMatchObject({ collateralFactorWad: 5n, isForcedLiquidation: true });
  });

  it("say who has entered which market", async () => {
    await rule("MarketEntered", 10, { vToken: vWeth, account: bob });
    await rule("MarketExited", 11, { vToken: vWeth, account: bob });
    expect(
      harness.rows(venusAccountVersion).map((row) => [row.blockNumber, row.isEntered]),
    ).toEqual([
      [10n, true],
      [11n, false],
    ]);
  });
});
