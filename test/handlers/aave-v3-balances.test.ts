import { beforeEach, describe, expect, it } from "vitest";
import { aaveV3Balance, aaveV3BalanceVersion } from "../../src/protocols/aave-v3/schema.ts";
import { addressOf } from "../support/handler-harness.ts";
import { A_TOKEN, createAaveHarness, RAY, VARIABLE_DEBT } from "./support/aave-harness.ts";

const alice = addressOf(0xa11ce);
const bob = addressOf(0xb0b);
const treasury = addressOf(0x7ea);
/** An index at which one raw unit is not one scaled unit: 1.05. */
const index = (RAY * 105n) / 100n;

let harness: Awaited<ReturnType<typeof createAaveHarness>>;
beforeEach(async () => {
  harness = await createAaveHarness();
});

const mint = (
  token: `0x${string}`,
  block: number,
  args: { onBehalfOf: `0x${string}`; value: bigint; balanceIncrease: bigint; index: bigint },
) =>
  harness.log(`${token === A_TOKEN ? "AaveV3AToken" : "AaveV3VariableDebtToken"}:Mint`, {
    address: token,
    block,
    args: { caller: args.onBehalfOf, ...args },
  });
const burn = (
  block: number,
  args: { from: `0x${string}`; value: bigint; balanceIncrease: bigint; index: bigint },
) =>
  harness.log("AaveV3AToken:Burn", {
    address: A_TOKEN,
    block,
    args: { target: args.from, ...args },
  });
const transfer = (block: number, args: { from: `0x${string}`; to: `0x${string}`; value: bigint }) =>
  harness.log("AaveV3AToken:BalanceTransfer", {
    address: A_TOKEN,
    block,
    args: { ...args, index },
  });

const balanceOf = (account: `0x${string}`) =>
  harness.rows(aaveV3Balance).find((row) => row.account === account)?.scaledBalance;
const versionsOf = (account: `0x${string}`) =>
  harness
    .rows(aaveV3BalanceVersion)
    .filter((row) => row.account === account)
    .map((row) => [row.blockNumber, row.scaledBalance]);

describe("scaled balances", () => {
  it("holds the state after the last of several changes in one block, and leaves older blocks alone", async () => {
    await mint(A_TOKEN, 10, { onBehalfOf: alice, value: 105n, balanceIncrease: 0n, index });
    await mint(A_TOKEN, 11, { onBehalfOf: alice, value: 210n, balanceIncrease: 0n, index });
    await mint(A_TOKEN, 11, { onBehalfOf: alice, value: 105n, balanceIncrease: 0n, index });
    await burn(11, { from: alice, value: 42n, balanceIncrease: 0n, index });
    expect(versionsOf(alice)).toEqual([
      [10n, 100n],
      [11n, 360n],
    ]);
    expect(balanceOf(alice)).toBe(360n);
  });

  it("counts a withdrawal of less than the accrued interest, which is logged as a mint, as a withdrawal", async () => {
    await mint(A_TOKEN, 10, { onBehalfOf: alice, value: 1_050n, balanceIncrease: 0n, index });
    // 100 accrued, 58 withdrawn: Mint of 42 with an increase of 100.
    const later = (RAY * 116n) / 100n;
    await mint(A_TOKEN, 20, { onBehalfOf: alice, value: 42n, balanceIncrease: 100n, index: later });
    expect(balanceOf(alice)).toBe(950n);
    expect(harness.rows(aaveV3Balance)[0]?.lastIndexRay).toBe(later);
  });

  it("changes nothing on a mint of interest alone", async () => {
    await mint(A_TOKEN, 10, { onBehalfOf: alice, value: 105n, balanceIncrease: 0n, index });
    await mint(A_TOKEN, 11, { onBehalfOf: alice, value: 7n, balanceIncrease: 7n, index });
    expect(balanceOf(alice)).toBe(100n);
  });

  it("moves a transfer's value as the scaled amount that it is", async () => {
    await mint(A_TOKEN, 10, { onBehalfOf: alice, value: 105n, balanceIncrease: 0n, index });
    await transfer(11, { from: alice, to: bob, value: 30n });
    expect([balanceOf(alice), balanceOf(bob)]).toEqual([70n, 30n]);
  });

  it("leaves a balance as it is on a transfer to oneself and on a transfer of nothing", async () => {
    await mint(A_TOKEN, 10, { onBehalfOf: alice, value: 105n, balanceIncrease: 0n, index });
    await transfer(11, { from: alice, to: alice, value: 30n });
    await transfer(11, { from: alice, to: bob, value: 0n });
    expect([balanceOf(alice), balanceOf(bob)]).toEqual([100n, 0n]);
  });

  it("keeps the treasury's and each token's balance of the same account apart", async () => {
    await mint(A_TOKEN, 10, { onBehalfOf: treasury, value: 105n, balanceIncrease: 0n, index });
    await mint(VARIABLE_DEBT, 10, { onBehalfOf: treasury, value: 21n, balanceIncrease: 0n, index });
    expect(
      harness
        .rows(aaveV3Balance)
        .filter((row) => row.account === treasury)
        .map((row) => [row.token, row.scaledBalance]),
    ).toEqual([
      [A_TOKEN, 100n],
      [VARIABLE_DEBT, 20n],
    ]);
  });

  it("refuses a balance below zero: an event is missing", async () => {
    await expect(transfer(11, { from: alice, to: bob, value: 1n })).rejects.toMatchObject({
      code: "aave-v3-balance-negative",
    });
  });

  it("refuses a token of which it knows no reserve", async () => {
    await expect(
      harness.log("AaveV3AToken:Mint", {
        address: addressOf(0xbad),
        block: 12,
        args: { caller: alice, onBehalfOf: alice, value: 1n, balanceIncrease: 0n, index },
      }),
    ).rejects.toMatchObject({ code: "aave-v3-token-unknown" });
  });
});
