import { describe, expect, it } from "vitest";
import type { MethodologyPrice } from "../../src/api/methodology/methodology.ts";
import { movesWith } from "../../src/api/simulation/moves-with.ts";
import { multiplyPrice, UNCHANGED } from "../../src/api/simulation/price-factor.ts";
import { repricedBy, repricedByPrices } from "../../src/api/simulation/reprice-market.ts";
import { simulateMarkets } from "../../src/api/simulation/simulate-markets.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import type { MarketRule } from "../../src/core/market-rule.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { makePoolMarket } from "../support/aave/make-pool-rule.ts";
import { addressOf } from "../support/handler-harness.ts";
import { makeAccountPrice } from "../support/pricing/make-account-price.ts";
import { makeFeed, makePrice } from "../support/pricing/make-feed.ts";

const E8 = 100_000_000n;
const [WETH, USDC, DAI] = [1, 2, 3].map((digit) => assetCaip19(31_337, addressOf(digit))) as [
  ReturnType<typeof assetCaip19>,
  ReturnType<typeof assetCaip19>,
  ReturnType<typeof assetCaip19>,
];

/** 10 WETH at 2,000.00000001 USD against 5,000 USDC, and a reserve of DAI of which the account has nothing. */
const market = () =>
  makePoolMarket(
    [
      {
        ...{ asset: addressOf(1), decimals: 18, aTokenAmount: 10n ** 19n },
        priceBase: 2_000n * E8 + 1n,
      },
      {
        ...{ asset: addressOf(2), decimals: 6, debtAmount: 5_000_000_000n, priceBase: E8 + 1n },
        usedAsCollateral: false,
      },
      { asset: addressOf(3), decimals: 18, priceBase: E8 + 1n, usedAsCollateral: false },
    ],
    { arithmetic: arithmeticOfRevision(10) },
  );
const half = () => ({ numerator: 1n, denominator: 2n });

describe("repricing a market's own oracle", () => {
  it("rounds to the side on which the account is worse off, with what it will have", () => {
    const rule = market().rule!;
    expect([...repricedBy(rule, half, [])]).toEqual([
      [WETH, 1_000n * E8],
      [USDC, E8 / 2n + 1n],
      [DAI, E8 / 2n],
    ]);
    const borrow = { kind: "borrow", asset: DAI, amount: 10n ** 18n } as const;
    expect(repricedBy(rule, half, [borrow]).get(DAI)).toBe(E8 / 2n + 1n);
    const repay = { kind: "repay", asset: USDC, amount: 5_000_000_000n } as const;
    expect(repricedBy(rule, half, [repay]).get(USDC)).toBe(E8 / 2n);
  });

  it("leaves prices that do not change, and never goes to zero", () => {
    const rule = market().rule!;
    expect(repricedBy(rule, () => UNCHANGED, []).size).toBe(0);
    const crash = () => ({ numerator: 1n, denominator: 10n ** 30n });
    expect(repricedBy(rule, crash, []).get(WETH)).toBe(1n);
  });

  it("divides by the change of the asset in which the oracle states its price", () => {
    const rule: MarketRule = {
      ...market().rule!,
      assets: [
        {
          ...market().rule!.assets[0]!,
          price: { ...market().rule!.prices[0]!, price: 1_000n, unit: USDC },
        },
      ],
    };
    const factorOf = (asset: string) => (asset === USDC ? half() : UNCHANGED);
    expect(repricedBy(rule, factorOf, []).get(WETH)).toBe(2_000n);
  });
});

describe("a rule that judges prices alone", () => {
  const rule = market().rule!;

  it("is repriced as one of amounts, where its verdict depends on the price", () => {
    const ofAmounts = repricedBy(rule, half, []);
    expect([...repricedByPrices(rule, half)!]).toEqual(
      [WETH, USDC].map((asset) => [asset, ofAmounts.get(asset)]),
    );
  });

  it("has no result where a price that cannot be another would change", () => {
    const fixedTo = (asset: typeof WETH) => ({ ...rule, fixedPrices: [asset] });
    const onlyUsdc = (asset: string) => (asset === USDC ? half() : UNCHANGED);
    expect(repricedByPrices(fixedTo(USDC), onlyUsdc)).toBeNull();
    expect([...repricedByPrices(fixedTo(WETH), onlyUsdc)!.keys()]).toEqual([USDC]);
  });
});

describe("a price moves with", () => {
  const feed = (quotedIn: string | null) => makeFeed(`in ${quotedIn}`, { quotedIn });
  it.each<[string | null, Partial<MethodologyPrice>]>([
    ["ETH/USD", { derived: { basePriceId: "ETH/USD" } as MethodologyPrice["derived"] }],
    ["DAI/USD", { backing: { basePriceId: "DAI/USD" } as MethodologyPrice["backing"] }],
    ["ETH/USD", { feeds: [feed("ETH/USD"), feed("ETH/USD")] }],
    [null, { feeds: [feed("ETH/USD"), feed(null)] }],
    [null, { feeds: [feed("ETH/USD"), feed("USDC/USD")] }],
    [null, { feeds: [feed(null)] }],
    [null, { feeds: [] }],
  ])("%s", (leader, price) => {
    expect(movesWith(makePrice([], price))).toBe(leader);
  });
});

describe("simulating markets", () => {
  it("keeps other markets' positions, and says which actions were refused", () => {
    const [standing, other] = [market(), market()];
    const { standings, others, refused } = simulateMarkets({
      standings: [standing],
      others: [other],
      factorOf: half,
      actions: [
        { index: 0, standing, kind: "withdraw", asset: WETH, amount: 9n * 10n ** 18n },
        { index: 3, standing, kind: "repay", asset: USDC, amount: 5_000_000_000n },
      ],
    });
    expect(refused).toEqual([
      expect.objectContaining({ index: 0, code: "insufficient-collateral" }),
    ]);
    expect(standings[0]?.health?.healthFactorWad).toBeNull();
    expect(others[0]?.positions).toBe(other.positions);
    expect(others[0]?.health?.totalCollateralBase).toBe(10_000n * E8);
  });

  it("tries nothing where there is no verdict", () => {
    const standing = { ...market(), rule: undefined };
    const { refused, standings } = simulateMarkets({
      ...{ standings: [standing], others: [], factorOf: half },
      actions: [{ index: 0, standing, kind: "deposit", asset: WETH, amount: 1n }],
    });
    expect(refused).toMatchObject([{ index: 0, code: "no-verdict" }]);
    expect(standings).toEqual([standing]);
  });
});

describe("multiplying a price", () => {
  it("rounds what collateral is valued at down, and what debt is up", () => {
    const price = makeAccountPrice("X", { lowWad: 5n, highWad: 7n }, { midWad: null });
    expect(multiplyPrice(price, half())).toMatchObject({ lowWad: 2n, midWad: null, highWad: 4n });
  });
});
