import { pad } from "viem";
import { beforeEach, describe, expect, it } from "vitest";
import { registerErc4626 } from "../../src/protocols/erc4626/handlers.ts";
import { erc4626Shares, erc4626SharesVersion } from "../../src/protocols/erc4626/schema.ts";
import { registerMorphoBlue } from "../../src/protocols/morpho-blue/handlers.ts";
import {
  morphoBlueMarket,
  morphoBluePosition,
  morphoBluePositionVersion,
  morphoBlueTotals,
} from "../../src/protocols/morpho-blue/schema.ts";
import { addressOf, createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";

const MORPHO = addressOf(0x100);
const VAULT = addressOf(0x200);
const id = pad("0x1", { size: 32 });
const [alice, bob, first, second] = [addressOf(1), addressOf(2), addressOf(3), addressOf(4)];
const ZERO = addressOf(0);

let harness: ReturnType<typeof createHandlerHarness>;
beforeEach(async () => {
  harness = createHandlerHarness({
    chainId: 1,
    register: () => {
      registerMorphoBlue();
      registerErc4626();
    },
  });
  await morpho("CreateMarket", 5, {
    marketParams: {
      // As viem decodes them: addresses in a struct have a checksum.
      loanToken: "0xFFfFfFffFFfffFFfFFfFFFFFffFFFffffFfFFFfF",
      collateralToken: addressOf(0x11),
      oracle: addressOf(0x12),
      irm: addressOf(0x13),
      lltv: 86n * 10n ** 16n,
    },
  });
});

const morpho = (name: string, block: number, args: Record<string, unknown>) =>
  harness.log(`MorphoBlue:${name}`, { address: MORPHO, block, args: { id, ...args } });
const supply = (block: number, onBehalf: `0x${string}`, assets: bigint, shares: bigint) =>
  morpho("Supply", block, { caller: onBehalf, onBehalf, assets, shares });
const borrow = (block: number, onBehalf: `0x${string}`, assets: bigint, shares: bigint) =>
  morpho("Borrow", block, { caller: onBehalf, onBehalf, receiver: onBehalf, assets, shares });
const accrue = (block: number, interest: bigint, feeShares: bigint) =>
  morpho("AccrueInterest", block, { prevBorrowRate: 1n, interest, feeShares });
const position = (account: `0x${string}`) => {
  const row = harness.rows(morphoBluePosition).find((one) => one.account === account);
  return row && [row.supplyShares, row.borrowShares, row.collateral];
};
const transfer = (block: number, from: `0x${string}`, to: `0x${string}`, value: bigint) =>
  harness.log("MetaMorphoVault:Transfer", { address: VAULT, block, args: { from, to, value } });
const shares = (account: `0x${string}`) =>
  harness.rows(erc4626Shares).find((one) => one.account === account)?.shares;

describe("Morpho's handlers", () => {
  it("asks nothing of the addresses that a market names", () => {
    expect(harness.reads).toEqual([]);
    expect(harness.rows(morphoBlueMarket)[0]?.loanToken).toBe(`0x${"f".repeat(40)}`);
  });

  it("gives the fee of each accrual to who is its recipient then", async () => {
    await supply(10, alice, 1_000n, 1_000_000n);
    await accrue(11, 10n, 5n);
    await morpho("SetFeeRecipient", 12, { newFeeRecipient: first });
    await accrue(13, 10n, 6n);
    await morpho("SetFeeRecipient", 14, { newFeeRecipient: second });
    await accrue(15, 10n, 7n);
    expect([ZERO, first, second].map((account) => position(account)?.[0])).toEqual([5n, 6n, 7n]);
    const [totals] = harness.rows(morphoBlueTotals);
    expect(totals?.totalSupplyShares).toBe(1_000_018n);
    expect(totals?.totalSupplyAssets).toBe(1_030n);
    expect(totals?.lastUpdateSeconds).toBe(timeOfBlock(15));
  });

  it("forgives the unit by which a repayment may exceed all debt", async () => {
    await supply(10, alice, 1_000n, 1_000_000n);
    await borrow(11, bob, 100n, 100_000n);
    const repay = { caller: bob, onBehalf: bob, assets: 101n, shares: 100_000n };
    await morpho("Repay", 12, repay);
    const [totals] = harness.rows(morphoBlueTotals);
    expect([totals?.totalBorrowAssets, totals?.totalBorrowShares]).toEqual([0n, 0n]);
  });

  it("takes bad debt from the suppliers and off the borrower", async () => {
    await supply(10, alice, 1_000n, 1_000_000n);
    await morpho("SupplyCollateral", 10, { caller: bob, onBehalf: bob, assets: 50n });
    await borrow(11, bob, 400n, 400_000n);
    await morpho("Liquidate", 12, {
      caller: alice,
      borrower: bob,
      repaidAssets: 100n,
      repaidShares: 100_000n,
      seizedAssets: 50n,
      badDebtAssets: 300n,
      badDebtShares: 300_000n,
    });
    const [totals] = harness.rows(morphoBlueTotals);
    expect([totals?.totalSupplyAssets, totals?.totalBorrowAssets]).toEqual([700n, 0n]);
    expect(position(bob)).toEqual([0n, 0n, 0n]);
  });

  it("does not count a supply of collateral as an accrual", async () => {
    await supply(10, alice, 1_000n, 1_000_000n);
    await morpho("SupplyCollateral", 20, { caller: bob, onBehalf: bob, assets: 50n });
    expect(harness.rows(morphoBlueTotals)[0]?.lastUpdateSeconds).toBe(timeOfBlock(10));
  });

  it("keeps one version per block, that after its last event", async () => {
    await supply(10, alice, 1_000n, 1_000n);
    await supply(10, alice, 500n, 500n);
    await supply(11, alice, 1n, 1n);
    expect(
      harness.rows(morphoBluePositionVersion).map((row) => [row.blockNumber, row.supplyShares]),
    ).toEqual([
      [10n, 1_500n],
      [11n, 1_501n],
    ]);
  });

  it("refuses what shows that events are missing", async () => {
    await expect(borrow(10, bob, -1n, 1n)).rejects.toMatchObject({ code: "morpho-blue-negative" });
    await expect(
      harness.log("MorphoBlue:SetFee", {
        address: MORPHO,
        block: 10,
        args: { id: pad("0x2", { size: 32 }), newFee: 1n },
      }),
    ).rejects.toMatchObject({ code: "morpho-blue-market-unknown" });
  });
});

describe("the handlers of vaults", () => {
  it("follows shares from their making to their burning, and gives the zero address none", async () => {
    await transfer(10, ZERO, alice, 100n);
    await transfer(11, alice, bob, 30n);
    await transfer(12, bob, ZERO, 30n);
    expect([shares(alice), shares(bob), shares(ZERO)]).toEqual([70n, 0n, undefined]);
    expect(harness.rows(erc4626SharesVersion)).toHaveLength(4);
  });

  it("changes nothing on a transfer to oneself", async () => {
    await transfer(10, ZERO, alice, 100n);
    await transfer(10, alice, alice, 100n);
    expect(shares(alice)).toBe(100n);
  });

  it("refuses shares below none", async () => {
    await expect(transfer(10, alice, bob, 1n)).rejects.toMatchObject({
      code: "erc4626-shares-negative",
    });
  });
});
