import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { releasableCollateral } from "../../src/api/liquidation/releasable-collateral.ts";
import { RAY } from "../../src/core/fixed-point.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import type { AccountMarket, Position } from "../../src/core/position.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { makePoolMarket, type Terms } from "../support/aave/make-pool-rule.ts";
import { addressOf } from "../support/handler-harness.ts";

const CHAIN = 31_337;
const E8 = 100_000_000n;
const E18 = 10n ** 18n;
const assetAt = (digit: number) => assetCaip19(CHAIN, addressOf(digit));

/** Reserves of 18 decimals, the first of them owed in USDC of 6. */
const makeMarket = (terms: readonly Terms[], debt: bigint, revision = 1): AccountMarket =>
  makePoolMarket(
    [
      ...terms.map((one, index) => ({ ...one, asset: addressOf(index + 1), decimals: 18 })),
      {
        ...{ asset: addressOf(9), decimals: 6, usedAsCollateral: false },
        ...{ debtAmount: debt, priceBase: E8 },
      },
    ],
    { arithmetic: arithmeticOfRevision(revision) },
  );

const position = (change: Partial<Position>): Position => ({
  ...{ kind: "collateral", asset: assetAt(1), symbol: "T", decimals: 18, amount: 5n },
  ...{ holder: addressOf(7), securesDebt: true, enforceability: "observed" },
  ...change,
});
const market = (change: Partial<AccountMarket>): AccountMarket => ({
  ...{ account: addressOf(50), chainId: CHAIN, protocol: "p", marketId: "p:1" },
  ...{ positions: [position({})], health: null, causes: [] },
  ...change,
});

describe("releasableCollateral", () => {
  it("is by hand: of 10 WETH at 2,000 USD and 82.5 %, 10,000 USDC hold 6.06… back", () => {
    const [weth] = releasableCollateral(
      makeMarket([{ aTokenAmount: 10n * E18, priceBase: 2_000n * E8 }], 10_000_000_000n),
    );
    // 12,121.21212121 USD · 82.5 % rounds to 9,999.99999999…, one unit of 10^-8 USD is 5 · 10^6 wei.
    const needed = 1_212_121_212_121n;
    expect(weth?.alone).toBeGreaterThan(10n * E18 - ((needed + 2n) * E18) / (2_000n * E8));
    expect(weth?.alone).toBeLessThan(10n * E18 - ((needed - 2n) * E18) / (2_000n * E8));
    expect(weth?.joint).toBe(weth?.alone);
  });

  it("takes what secures least first, and leaves the rest to the others", () => {
    const released = releasableCollateral(
      makeMarket(
        [
          { aTokenAmount: 10n * E18, priceBase: 1_000n * E8, liquidationThresholdBps: 9_000n },
          { aTokenAmount: 4n * E18, priceBase: 1_000n * E8, liquidationThresholdBps: 5_000n },
        ],
        8_000_000_000n,
      ),
    );
    // 9,000 + 2,000 of threshold for 8,000: the second is free in whole, then 1,000 / 0.9 of the first.
    expect(released.map(({ alone }) => alone! / 10n ** 15n)).toEqual([3_333n, 4_000n]);
    expect(released.map(({ joint }) => joint! / 10n ** 15n)).toEqual([1_111n, 4_000n]);
  });

  it("has Aave's collateral that lends nothing out first, and the others only then", () => {
    const released = releasableCollateral(
      makeMarket(
        [
          { aTokenAmount: 10n * E18, priceBase: 1_000n * E8, liquidationThresholdBps: 5_000n },
          { aTokenAmount: E18, priceBase: 1_000n * E8, ltvBps: 0n },
        ],
        1_000_000_000n,
      ),
    );
    expect(released.map(({ alone }) => alone)).toEqual([0n, E18]);
    expect(released.map(({ joint }) => joint! / 10n ** 15n)).toEqual([8_000n, 1_000n]);
  });

  it("is everything where nothing is owed or what is there secures nothing, and nothing when liquidatable", () => {
    const weth = { aTokenAmount: E18, priceBase: 1_000n * E8 };
    const amounts = (of: AccountMarket) => releasableCollateral(of).map(({ joint }) => joint);
    expect(amounts(makeMarket([weth], 0n))).toEqual([E18]);
    expect(amounts(makeMarket([{ ...weth, usedAsCollateral: false }, weth], 500_000_000n))[0]).toBe(
      E18,
    );
    expect(amounts(makeMarket([weth], 900_000_000n))).toEqual([0n]);
    expect(amounts(makeMarket([{ ...weth, paused: true }], 1n))).toEqual([0n]);
  });

  it("is not known without a rule on a debt, and nothing of what is locked", () => {
    const amounts = (of: AccountMarket) =>
      releasableCollateral(of).map(({ alone, joint }) => [alone, joint]);
    const debt = position({ kind: "debt" });
    expect(amounts(market({ positions: [position({}), debt] }))).toEqual([[null, null]]);
    expect(amounts(market({ debtUnknown: true }))).toEqual([[null, null]]);
    expect(amounts(market({ causes: [{ code: "c", detail: "d" }] }))).toEqual([[null, null]]);
    expect(amounts(market({}))).toEqual([[5n, 5n]]);
    expect(amounts(market({ positions: [position({ enforceability: "locked" })] }))).toEqual([
      [0n, 0n],
    ]);
  });

  it("gives a looked-through position its part of the shares, and a gem outside urns whole", () => {
    const of = makeMarket([{ aTokenAmount: 10n * E18, priceBase: 1_000n * E8 }], 4_125_000_000n);
    const { alone: shares } = releasableCollateral(of)[0]!;
    const wrapped = position({
      ...{ asset: assetAt(5), amount: 30n * E18 + 1n },
      wrappedIn: [{ asset: assetAt(1), symbol: "S", decimals: 18, amount: 10n * E18 }],
    });
    const debt = of.positions.filter(({ kind }) => kind === "debt");
    const outside = position({ securesDebt: false, amount: 3n });
    const released = releasableCollateral({ ...of, positions: [wrapped, outside, ...debt] });
    expect(released[0]?.alone).toBe(((30n * E18 + 1n) * shares!) / (10n * E18));
    expect(released[1]).toMatchObject({ alone: 3n, joint: 3n });
  });

  it("is the most that the pool of any version lets out, alone and one after the other", () => {
    const terms = fc.record({
      aTokenAmount: fc.bigInt({ min: 0n, max: 10n ** 24n }),
      priceBase: fc.bigInt({ min: 1n, max: 10n ** 14n }),
      liquidationThresholdBps: fc.bigInt({ min: 1n, max: 9_500n }),
      ltvBps: fc.constantFrom(0n, 1n, 1n),
      incomeRay: fc.bigInt({ min: RAY, max: 3n * RAY }),
    });
    const debts = fc.bigInt({ min: 1n, max: 10n ** 15n });
    fc.assert(
      fc.property(
        fc.tuple(terms, terms, terms),
        debts,
        fc.constantFrom(1, 9, 10),
        (all, debt, revision) => {
          const of = makeMarket(all, debt, revision);
          const rule = of.rule!;
          const released = releasableCollateral(of);
          for (const { asset, alone } of released) {
            const { supplied } = rule.assets.find((one) => one.asset === asset)!;
            if (alone! > 0n) expect(rule.releaseSlack(asset, alone!)).toBeGreaterThanOrEqual(0n);
            if (alone! < supplied) expect(rule.releaseSlack(asset, alone! + 1n)).toBeLessThan(0n);
            expect(alone).toBeLessThanOrEqual(supplied);
          }
          let left = rule;
          const turns = released.filter(({ joint }) => joint! > 0n);
          while (turns.length > 0) {
            const next = turns.findIndex(
              ({ asset, joint }) => left.releaseSlack(asset, joint!) >= 0n,
            );
            expect(next).not.toBe(-1);
            const [taken] = turns.splice(next, 1);
            left = left.released(taken!.asset, taken!.joint!);
          }
          expect(left.judge({}).liquidatable && !rule.judge({}).liquidatable).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});
