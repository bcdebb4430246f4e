import { beforeEach, describe, expect, it } from "vitest";
import {
  aaveV3Deficit,
  aaveV3DeficitChange,
  aaveV3DeficitVersion,
} from "../../src/protocols/aave-v3/deficit-schema.ts";
import {
  aaveV3EModeAssetVersion,
  aaveV3EModeCategoryVersion,
} from "../../src/protocols/aave-v3/e-mode-schema.ts";
import {
  aaveV3Balance,
  aaveV3PoolVersion,
  aaveV3Reserve,
  aaveV3Token,
} from "../../src/protocols/aave-v3/schema.ts";
import { addressOf } from "../support/handler-harness.ts";
import {
  A_TOKEN,
  CONFIGURATOR,
  createAaveHarness,
  POOL,
  RAY,
  VARIABLE_DEBT,
  WETH,
} from "./support/aave-harness.ts";

const alice = addressOf(0xa11ce);
const NO_ADDRESS = addressOf(0);

let harness: Awaited<ReturnType<typeof createAaveHarness>>;
beforeEach(async () => {
  harness = await createAaveHarness({ [`${POOL}.POOL_REVISION`]: 10n }, NO_ADDRESS);
});

const configurator = (name: string, block: number, args: Record<string, unknown>) =>
  harness.log(`AaveV3PoolConfigurator:${name}`, { address: CONFIGURATOR, block, args });
const pool = (name: string, block: number, args: Record<string, unknown>) =>
  harness.log(`AaveV3Pool:${name}`, { address: POOL, block, args });
const change = (token: `0x${string}`, name: "Mint" | "Burn", block: number, args: object) =>
  harness.log(`${token === A_TOKEN ? "AaveV3AToken" : "AaveV3VariableDebtToken"}:${name}`, {
    address: token,
    block,
    args: { caller: alice, onBehalfOf: alice, from: alice, target: alice, ...args },
  });
const scaledOf = (token: `0x${string}`) =>
  harness.rows(aaveV3Balance).find((row) => row.token === token)?.scaledBalance;

describe("a reserve of 3.6", () => {
  it("has no stable debt token", () => {
    expect(harness.rows(aaveV3Reserve)).toMatchObject([{ stableDebtToken: null }]);
    expect(harness.rows(aaveV3Token).map(({ token, kind }) => [token, kind])).toEqual([
      [A_TOKEN, "aToken"],
      [VARIABLE_DEBT, "variableDebt"],
    ]);
  });

  it("counts values of Mint and Burn as differences of balances, each token with its rounding", async () => {
    const index = (RAY * 3n) / 2n;
    for (const token of [A_TOKEN, VARIABLE_DEBT]) {
      await change(token, "Mint", 10, { value: 10n, balanceIncrease: 0n, index: RAY });
      // 10 at 1.5 are 15: 5 of the 8 are interest, and 18 are 12.
      await change(token, "Mint", 11, { value: 8n, balanceIncrease: 5n, index });
    }
    expect([scaledOf(A_TOKEN), scaledOf(VARIABLE_DEBT)]).toEqual([12n, 12n]);
    // What is left of 18 are 17 each: owned by 12 at least, owed with 11 at most.
    for (const token of [A_TOKEN, VARIABLE_DEBT])
      await change(token, "Burn", 12, { value: 1n, balanceIncrease: 0n, index });
    expect([scaledOf(A_TOKEN), scaledOf(VARIABLE_DEBT)]).toEqual([12n, 11n]);
  });

  it("refuses to burn more than there is: an event is missing", async () => {
    await change(A_TOKEN, "Mint", 10, { value: 10n, balanceIncrease: 0n, index: RAY });
    await expect(
      change(A_TOKEN, "Burn", 11, { value: 11n, balanceIncrease: 0n, index: RAY }),
    ).rejects.toMatchObject({ code: "aave-v3-balance-negative" });
  });
});

describe("an upgrade in mid-history", () => {
  it("changes what events mean from its own log on, and keeps each account's last index", async () => {
    const index = (RAY * 3n) / 2n;
    harness = await createAaveHarness();
    await change(A_TOKEN, "Mint", 10, { value: 10n, balanceIncrease: 0n, index: RAY });
    harness.answers[`${POOL}.POOL_REVISION`] = 10n;
    await change(A_TOKEN, "Mint", 20, { value: 15n, balanceIncrease: 0n, index });
    expect(scaledOf(A_TOKEN)).toBe(20n);
    await pool("Upgraded", 20, { implementation: addressOf(0x106) });
    // At the last index, 1.5, the balance was 30; with 10 more at 2 it is 20 scaled.
    await change(A_TOKEN, "Mint", 20, { value: 10n, balanceIncrease: 10n, index: 2n * RAY });
    expect(scaledOf(A_TOKEN)).toBe(20n);
    expect(
      harness.rows(aaveV3PoolVersion).map(({ blockNumber, revision }) => [blockNumber, revision]),
    ).toEqual([
      [5n, 1],
      [20n, 10],
    ]);
  });

  it("is seen in a token's upgrade too", async () => {
    harness = await createAaveHarness();
    harness.answers[`${POOL}.POOL_REVISION`] = 9n;
    await harness.log("AaveV3AToken:Upgraded", {
      address: A_TOKEN,
      block: 21,
      args: { implementation: addressOf(0x107) },
    });
    expect(harness.rows(aaveV3PoolVersion).at(-1)).toMatchObject({ blockNumber: 21n, revision: 9 });
  });
});

describe("e-modes since 3.2", () => {
  it("keep collateral, debt and ltv 0 of each asset apart, by block", async () => {
    const args = { asset: WETH, categoryId: 2 };
    await configurator("AssetCollateralInEModeChanged", 10, { ...args, collateral: true });
    await configurator("AssetBorrowableInEModeChanged", 11, { ...args, borrowable: true });
    await configurator("AssetLtvzeroInEModeChanged", 12, { ...args, ltvzero: true });
    await configurator("AssetCollateralInEModeChanged", 12, { ...args, collateral: false });
    expect(
      harness
        .rows(aaveV3EModeAssetVersion)
        .map((row) => [row.blockNumber, row.collateral, row.borrowable, row.ltvZero]),
    ).toEqual([
      [10n, true, false, false],
      [11n, true, true, false],
      [12n, false, true, true],
    ]);
  });

  it("stay isolated when their terms change, in whichever order the two are logged", async () => {
    await configurator("EModeCategoryIsolationChanged", 10, { categoryId: 2, isolated: true });
    await configurator("EModeCategoryAdded", 10, {
      categoryId: 2,
      ltv: 9_000n,
      liquidationThreshold: 9_300n,
      liquidationBonus: 10_200n,
      oracle: NO_ADDRESS,
      label: "Ether",
    });
    expect(harness.rows(aaveV3EModeCategoryVersion)).toMatchObject([
      { categoryId: 2, blockNumber: 10n, ltvBps: 9_000, isolated: true, label: "Ether" },
    ]);
  });
});

describe("deficits", () => {
  it("add up what was written off and what was paid for, with who it was", async () => {
    await pool("DeficitCreated", 10, { user: alice, debtAsset: WETH, amountCreated: 70n });
    await pool("DeficitCreated", 10, { user: addressOf(1), debtAsset: WETH, amountCreated: 30n });
    await pool("DeficitCovered", 12, { reserve: WETH, caller: addressOf(2), amountCovered: 45n });
    expect(harness.rows(aaveV3Deficit)).toMatchObject([{ asset: WETH, deficit: 55n }]);
    expect(
      harness.rows(aaveV3DeficitVersion).map(({ blockNumber, deficit }) => [blockNumber, deficit]),
    ).toEqual([
      [10n, 100n],
      [12n, 55n],
    ]);
    expect(harness.rows(aaveV3DeficitChange)).toMatchObject([
      { kind: "created", account: alice, amount: 70n },
      { kind: "created", account: addressOf(1), amount: 30n },
      { kind: "covered", account: addressOf(2), amount: 45n },
    ]);
  });

  it("refuse to be covered beyond what they are: an event is missing", async () => {
    await expect(
      pool("DeficitCovered", 12, { reserve: WETH, caller: alice, amountCovered: 1n }),
    ).rejects.toMatchObject({ code: "aave-v3-deficit-negative" });
  });
});
