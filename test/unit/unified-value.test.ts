import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MethodologyAsset, RiskProfile } from "../../src/api/methodology/methodology.ts";
import type { Price } from "../../src/api/pricing/price.ts";
import { sizeValueWad } from "../../src/api/valuation/unified/size-value-wad.ts";
import { unifyAccount } from "../../src/api/valuation/unified/unify-account.ts";
import { valueAccount } from "../../src/api/valuation/value-account.ts";
import { valuePosition } from "../../src/api/valuation/value-position.ts";
import { BPS, mulDivDown, WAD } from "../../src/core/fixed-point.ts";
import { assetCaip19, parseAccountId } from "../../src/core/identifiers.ts";
import type { AccountMarket, Position } from "../../src/core/position.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { makePoolMarket } from "../support/aave/make-pool-rule.ts";
import { addressOf } from "../support/handler-harness.ts";
import { makeAccountPrice } from "../support/pricing/make-account-price.ts";
import { NOW } from "../support/pricing/make-feed.ts";
import { readSharedJson } from "../support/shared-file.ts";

const CHAIN = 31_337;
const E8 = 100_000_000n;
const ETHER = 10n ** 18n;
const USDC_UNIT = 1_000_000n;
const ACCOUNT = parseAccountId(addressOf(50));
const WETH = assetCaip19(CHAIN, addressOf(1));
const USDC = assetCaip19(CHAIN, addressOf(2));

const asset = (
  id: MethodologyAsset["asset"],
  symbol: string,
  decimals: number,
  priceId: string,
  haircutBps: number,
): MethodologyAsset => ({
  ...{ asset: id, symbol, decimals, priceId, haircutBps },
  ...{ riskProfileId: symbol, class: "native" },
});
const profile = (id: string, haircutBps: number): RiskProfile => ({
  ...{ id, class: "native", haircutBps, reason: "test" },
});

const methodology = {
  assets: [asset(WETH, "WETH", 18, "ETH/USD", 2_000), asset(USDC, "USDC", 6, "USDC/USD", 500)],
  riskProfiles: [profile("WETH", 2_000), profile("USDC", 500)],
  prices: [],
  valuation: {
    observedRateBps: 5_000,
    observedRateReason: "test",
    correlationGroups: [
      {
        ...{ id: "ether", priceIds: ["ETH/USD"], liquidityWad: 1_000_000n * WAD },
        ...{ driftBpsPerRootHour: 300, reason: "test" },
      },
      {
        ...{ id: "dollar", priceIds: ["USDC/USD"], liquidityWad: 10_000_000n * WAD },
        ...{ driftBpsPerRootHour: 30, reason: "test" },
      },
    ],
  },
};

const price = (priceId: string, lowWad: bigint, highWad = lowWad, overrides: Partial<Price> = {}) =>
  makeAccountPrice(priceId, { lowWad, highWad }, overrides);
const pricesOf = (...prices: readonly Price[]): ReadonlyMap<string, Price> =>
  new Map(prices.map((one) => [one.priceId, one]));
const PRICES = pricesOf(price("ETH/USD", 2_000n * WAD), price("USDC/USD", WAD));

const unify = (markets: readonly AccountMarket[], prices = PRICES, lagSeconds = 0) =>
  unifyAccount({ markets, finalMarkets: null, prices, methodology, lagSeconds });

/** 31337's Aave pool of WETH (82.5 %) and USDC, each as collateral and debt. */
const pool = (of: {
  weth?: bigint;
  usdc?: bigint;
  owedWeth?: bigint;
  owedUsdc?: bigint;
  oracleWeth?: bigint;
  wethToken?: `0x${string}`;
}): AccountMarket =>
  makePoolMarket(
    [
      {
        ...{ asset: of.wethToken ?? addressOf(1), decimals: 18 },
        priceBase: of.oracleWeth ?? 2_000n * E8,
        ...{ aTokenAmount: of.weth ?? 0n, debtAmount: of.owedWeth ?? 0n },
      },
      {
        ...{ asset: addressOf(2), decimals: 6, priceBase: E8, liquidationThresholdBps: 7_800n },
        ...{ aTokenAmount: of.usdc ?? 0n, debtAmount: of.owedUsdc ?? 0n, ltvBps: 7_500n },
      },
    ],
    { arithmetic: arithmeticOfRevision(9) },
  );

const position = (
  id: MethodologyAsset["asset"],
  amount: bigint,
  more: Partial<Position> = {},
): Position => ({
  ...{ kind: "collateral", asset: id, symbol: "T", decimals: id === WETH ? 18 : 6, amount },
  ...{ holder: addressOf(7), securesDebt: false, enforceability: "observed" },
  ...more,
});
const silo = (marketId: string, positions: readonly Position[]): AccountMarket => ({
  ...{ account: ACCOUNT.address, chainId: CHAIN, protocol: "silo", marketId, positions },
  ...{ health: null, causes: [] },
});

describe("an account over its markets, by hand", () => {
  it("counts what is locked in full, and half of what its markets would release", () => {
    const vault = silo("vault", [
      position(WETH, ETHER, { enforceability: "locked" }),
      position(USDC, 100n * USDC_UNIT, { availableAtSeconds: NOW + 60 }),
    ]);
    const lent = pool({ weth: 10n * ETHER, owedUsdc: 10_000n * USDC_UNIT });
    const { totals, markets } = unify([vault, lent]);
    // 2,000 · 80 % locked; 100 · 95 % asked back.
    expect(markets[0]).toMatchObject({ lockedWad: 1_600n * WAD, freeWad: 95n * WAD });
    // The pool holds back 10,000 / 0.825 USD of the WETH, so 7,878.78… would be released, 6,303.03 after
    // the haircut; but above the debt are 16,000 − 10,000.
    expect(markets[1]).toMatchObject({ lockedWad: 0n, freeWad: 6_000n * WAD });
    expect(totals.lockedWad).toBe(1_600n * WAD);
    expect(totals.freeWad).toBe(6_095n * WAD);
    expect(totals.unifiedWad).toBe(1_600n * WAD + (6_095n * WAD) / 2n);
  });

  it("frees no more than a market's rules release where its oracle is below our price", () => {
    const lent = pool({
      ...{ weth: 10n * ETHER, owedUsdc: 10_000n * USDC_UNIT, oracleWeth: 1_300n * E8 },
    });
    const [part] = unify([lent]).markets;
    // 10,000 / (1,300 · 0.825) = 9.3240… WETH stay: 0.6759… are released, at 2,000 · 80 %.
    expect(part!.freeWad! / WAD).toBe(1_081n);
  });

  it("leaves a market under water to itself, and knows the weakest link", () => {
    const under = pool({ weth: ETHER, owedUsdc: 3_000n * USDC_UNIT });
    const lent = silo("vault", [position(WETH, ETHER)]);
    const { totals, weakestLink } = unify([under, lent]);
    expect(totals.freeWad).toBe(1_600n * WAD);
    expect(weakestLink).toMatchObject({
      ...{ state: "known", marketId: "aave-v3:test", distanceBps: 0n, liquidatable: true },
    });
    const safe = unify([pool({ weth: 10n * ETHER, owedUsdc: 10_000n * USDC_UNIT }), lent]);
    // 16,500 / 10,000: prices may fall by 1 − 1 / 1.65 = 39.39 %.
    expect(safe.weakestLink).toMatchObject({
      ...{ state: "known", healthFactorWad: (165n * WAD) / 100n, distanceBps: 3_939n },
    });
    expect(unify([lent]).weakestLink).toEqual({ state: "none" });
  });

  it("shows who would liquidate where the protocol's price is not ours", () => {
    const low = pool({
      ...{ weth: 10n * ETHER, owedUsdc: 10_000n * USDC_UNIT, oracleWeth: 1_200n * E8 },
    });
    const [protocolOnly] = unify([low]).markets;
    expect(protocolOnly?.independent).toMatchObject({
      differs: "protocol-only",
      health: { healthFactorWad: (165n * WAD) / 100n, liquidatable: false },
    });
    expect(protocolOnly?.independent?.prices[0]).toMatchObject({
      ...{ ballastPrice: 2_000n * E8, differenceBps: -4_000n },
    });
    const high = pool({
      ...{ weth: 10n * ETHER, owedUsdc: 17_000n * USDC_UNIT, oracleWeth: 2_500n * E8 },
    });
    expect(unify([high]).markets[0]?.independent?.differs).toBe("independent-only");
    const [unknown] = unify([low], pricesOf(price("USDC/USD", WAD))).markets;
    expect(unknown?.independent).toMatchObject({ differs: "unknown", health: null });
  });

  it("knows no total of an unknown part, and bounds nothing of it", () => {
    const found = unify([
      silo("vault", [position(WETH, ETHER)]),
      { ...silo("perp", [position(USDC, 1n)]), debtUnknown: true },
    ]);
    expect(found.totals).toEqual({ lockedWad: null, freeWad: null, unifiedWad: null });
    expect(found.bounds).toEqual({ net: null, unified: null });
  });

  it("widens the bounds by what each doubt adds", () => {
    const feed = { feedId: "a", kind: "k", voted: true, ageSeconds: 900, confidenceBps: 40 };
    const evidence = (priceWad: bigint) =>
      ({ ...feed, priceWad }) as unknown as Price["feeds"][number];
    const doubtful = pricesOf(
      price("ETH/USD", 2_000n * WAD, 2_000n * WAD, {
        feeds: [evidence(1_990n * WAD), evidence(2_000n * WAD), evidence(2_010n * WAD)],
      }),
    );
    const held = silo("vault", [
      position(WETH, 10n * ETHER, { enforceability: "locked" }),
      position(WETH, 5n * ETHER, { availableAtSeconds: NOW }),
    ]);
    const { net } = unify([held], doubtful, 2_700).bounds;
    // Of 30,000: votes 50 bps, confidence 40, 900 s old 300 · √¼ = 150, an hour in all 300.
    expect(net?.shares.map(({ source, wad }) => [source, wad])).toEqual([
      ["dispersion", 300n * WAD],
      ["confidence", 240n * WAD],
      ["age", 900n * WAD],
      ["lag", 900n * WAD],
      ["finality", 0n],
      // A third may leave, at the low price.
      ["in-flight", (10_000n * (10_000n - 390n) * WAD) / 10_000n],
    ]);
    expect(net?.upperWad).toBe((30_000n * 10_390n * WAD) / 10_000n);
    expect(net?.lowerWad).toBe((20_000n * 9_610n * WAD) / 10_000n);
  });

  it("lets values of the real world age", () => {
    const gold = {
      ...profile("gold", 2_000),
      aging: { graceSeconds: 86_400, bpsPerDay: 100, closedMarketBps: 200 },
    };
    const valued = (seconds: number, flags: Price["flags"] = []) =>
      valuePosition({
        position: position(WETH, ETHER),
        ...{ asset: methodology.assets[0], profile: gold },
        price: price("XAU/USD", WAD, WAD, { asOfSeconds: NOW - seconds, flags }),
      }).haircutBps;
    expect([valued(86_400), valued(86_401), valued(3 * 86_400)]).toEqual([2_000, 2_100, 2_200]);
    expect(valued(2 * 86_400, ["market_closed"])).toBe(2_300);
    expect(valued(1_000 * 86_400)).toBe(10_000);
  });
});

type DriftVectors = {
  assetWeight_1e4: {
    initialAssetWeight: number;
    imfFactor: number | string;
    sizeTokens: string;
    expected: number;
  }[];
};
const drift = readSharedJson<DriftVectors>("vectors/drift.json");
if (drift === null)
  console.warn("Drift's vectors are skipped: ../shared/vectors/drift.json is not present.");

describe.skipIf(drift === null)("Drift's own asset weights (shared/vectors/drift.json)", () => {
  it("are what a size counts for at scale 1 / imf²", () => {
    for (const { initialAssetWeight, imfFactor, sizeTokens, expected } of drift!.assetWeight_1e4) {
      const sizeWad = BigInt(Number(sizeTokens)) * WAD;
      const imfMillionths = { "0": 0n, "10/1e6": 10n, "10000/1e6": 10_000n, "0.1": 100_000n }[
        String(imfFactor)
      ]!;
      const sizedBps =
        imfMillionths === 0n
          ? 11_000n
          : (sizeValueWad(sizeWad, (WAD * 10n ** 12n) / imfMillionths ** 2n) * BPS) / sizeWad;
      const weight = BigInt(initialAssetWeight);
      expect(Number(sizedBps < weight ? sizedBps : weight)).toBe(expected);
    }
  });
});

type MarsVectors = {
  cases: {
    name: string;
    positions: [number, number, string, string | null, string | null][];
    totalCollateral: number;
    totalDebt: number;
    liqHF: string | null;
  }[];
};
const mars = readSharedJson<MarsVectors>("vectors/mars-health.json");
if (mars === null)
  console.warn("Mars' vectors are skipped: ../shared/vectors/mars-health.json is not present.");

describe.skipIf(mars === null)("Mars' own health cases (shared/vectors/mars-health.json)", () => {
  it("value and weigh collateral as positions here, each rounded down", () => {
    const toWad = (text: string) => {
      const [whole = "0", fraction = ""] = text.split(".");
      return BigInt(whole + fraction.padEnd(18, "0"));
    };
    let compared = 0;
    for (const { positions, totalCollateral, totalDebt, liqHF } of mars!.cases) {
      const valued = positions.map(([amount, , priceText, , threshold]) => {
        const haircutBps = 10_000 - Number(toWad(threshold ?? "1") / 10n ** 14n);
        // Values in whole units there: a price of 10^-18 of a unit, as wad.
        const priceWad = toWad(priceText);
        return valuePosition({
          position: position(WETH, BigInt(amount)),
          asset: asset(WETH, "T", 18, "T/USD", haircutBps),
          profile: profile("T", haircutBps),
          price: price("T/USD", priceWad),
        });
      });
      const sum = (of: "valueWad" | "adjustedWad") =>
        valued.reduce((total, one) => total + one[of]!, 0n);
      expect(sum("valueWad")).toBe(BigInt(totalCollateral));
      if (liqHF === null) continue;
      compared += 1;
      expect(mulDivDown(sum("adjustedWad"), WAD, BigInt(totalDebt))).toBe(toWad(liqHF));
    }
    expect(compared).toBeGreaterThanOrEqual(5);
  });
});

const RUNS = { numRuns: 300 };

describe("properties", () => {
  const ethers = fc.bigInt({ min: 0n, max: 100_000n * ETHER });
  const dollars = fc.bigInt({ min: 0n, max: 100_000_000n * USDC_UNIT });
  const pooled = fc.record({ weth: ethers, usdc: dollars, owedUsdc: dollars, owedWeth: ethers });
  const accounts = fc.record({
    locked: ethers,
    pending: dollars,
    pools: fc.array(pooled, { maxLength: 2 }),
  });
  type Account = typeof accounts extends fc.Arbitrary<infer One> ? One : never;
  const wide = pricesOf(
    price("ETH/USD", 1_999n * WAD + 7n, 2_001n * WAD),
    price("USDC/USD", WAD - 12_345n, WAD + 1n),
  );
  const marketsOf = ({ locked, pending, pools }: Account): AccountMarket[] => [
    silo("vault", [
      position(WETH, locked, { enforceability: "locked" }),
      position(USDC, pending, { availableAtSeconds: NOW }),
    ]),
    ...pools.map(pool),
  ];
  const totalsOf = (markets: readonly AccountMarket[]) => {
    const unified = unify(markets, wide, 60);
    const vector = new Map([
      [CHAIN, { chainId: CHAIN, number: 1n, hash: "0x01" as const, timestampSeconds: NOW }],
    ]);
    const { totals } = valueAccount({
      ...{ account: ACCOUNT, vector, markets, prices: wide, methodology },
    });
    return { ...totals, ...unified.totals, unified };
  };
  const INCREASING = [
    "grossWad",
    "netWad",
    "adjustedWad",
    "lockedWad",
    "freeWad",
    "unifiedWad",
  ] as const;

  it("adding collateral never lowers any total, and a debt raises none but the debt", () => {
    fc.assert(
      fc.property(accounts, fc.nat(5), ethers, (account, where, more) => {
        const before = totalsOf(marketsOf(account));
        const [first] = account.pools;
        const richer = [
          { ...account, locked: account.locked + more },
          { ...account, pending: account.pending + more / 10n ** 12n },
          ...(first === undefined
            ? []
            : [
                {
                  ...account,
                  pools: [{ ...first, weth: first.weth + more }, ...account.pools.slice(1)],
                },
                {
                  ...account,
                  pools: [
                    { ...first, usdc: first.usdc + more / 10n ** 12n },
                    ...account.pools.slice(1),
                  ],
                },
              ]),
        ];
        const after = totalsOf(marketsOf(richer[where % richer.length]!));
        for (const total of INCREASING) expect(after[total]! >= before[total]!, total).toBe(true);
        if (first === undefined) return;
        const indebted = totalsOf(
          marketsOf({
            ...account,
            pools: [
              { ...first, owedUsdc: first.owedUsdc + more / 10n ** 12n },
              ...account.pools.slice(1),
            ],
          }),
        );
        for (const total of INCREASING)
          expect(indebted[total]! <= before[total]!, total).toBe(true);
        expect(indebted.debtWad! >= before.debtWad!).toBe(true);
      }),
      RUNS,
    );
  }, 60_000);

  it("wrapping an asset changes nothing, also where a market lends against the share", () => {
    const SHARE = assetCaip19(CHAIN, addressOf(5));
    const of = { symbol: "vWETH", decimals: 18 };
    fc.assert(
      fc.property(ethers, dollars, fc.boolean(), (amount, owedUsdc, locked) => {
        const plain = position(WETH, amount, { enforceability: locked ? "locked" : "observed" });
        const share = { asset: SHARE, ...of, amount: amount / 2n };
        const bare = pool({ weth: amount, owedUsdc });
        // The same pool lists the share; its position is looked through to what it stands for.
        const lent = pool({ weth: amount, owedUsdc, wethToken: addressOf(5) });
        const lookedThrough = {
          ...lent,
          positions: lent.positions.map((one) =>
            one.asset === SHARE
              ? { ...one, asset: WETH, wrappedIn: [{ asset: SHARE, ...of, amount: one.amount }] }
              : one,
          ),
        };
        const totals = (markets: readonly AccountMarket[]) => {
          const { unified, ...all } = totalsOf(markets);
          return { ...all, bounds: unified.bounds };
        };
        expect(totals([silo("s", [{ ...plain, wrappedIn: [share] }]), lookedThrough])).toEqual(
          totals([silo("s", [plain]), bare]),
        );
      }),
      RUNS,
    );
  }, 60_000);

  it("lower ≤ value ≤ upper, for the value and for the health by independent prices", () => {
    fc.assert(
      fc.property(accounts, (account) => {
        const { netWad, unifiedWad, unified } = totalsOf(marketsOf(account));
        const { net, unified: bounds } = unified.bounds;
        expect(net!.lowerWad <= netWad! && netWad! <= net!.upperWad).toBe(true);
        expect(bounds!.lowerWad <= unifiedWad! && unifiedWad! <= bounds!.upperWad).toBe(true);
        for (const { independent } of unified.markets) {
          const factor = independent?.health?.healthFactorWad ?? null;
          if (independent === undefined || factor === null) continue;
          expect(independent.lowerHealthFactorWad! <= factor).toBe(true);
          expect(independent.upperHealthFactorWad! >= factor).toBe(true);
        }
      }),
      RUNS,
    );
  });

  /*
   * By a pool since Aave 3.5, which rounds against the account, with one collateral for each debt. Earlier
   * pools round debts down, and with several collaterals the pool's unit of 10^-8 USD decides what the
   * first one leaves to the next: there a split may gain some of these units.
   */
  it("splitting an account in two that both cover their debts never raises the sum of free value", () => {
    const part = (whole: bigint, share: bigint) => (whole * share) / 1_000n;
    const share = fc.bigInt({ min: 0n, max: 1_000n });
    const oracles = fc.bigInt({ min: 1_000n * E8, max: 3_000n * E8 });
    let covered = 0;
    fc.assert(
      fc.property(
        fc.record({ ...{ weth: ethers, usdc: dollars, locked: ethers }, ratio: share }),
        fc.array(share, { minLength: 4, maxLength: 4 }),
        oracles,
        ({ weth, usdc, locked, ratio }, [a = 0n, b = 0n, c = 0n, d = 0n], oracleWeth) => {
          const owedUsdc = part((weth * 1_600n) / 10n ** 12n, ratio);
          const whole = { weth, usdc, locked, owedUsdc };
          const one = {
            ...{ weth: part(weth, a), usdc: part(usdc, b), locked: part(locked, d) },
            owedUsdc: part(owedUsdc, c),
          };
          const other = {
            ...{ weth: weth - one.weth, usdc: usdc - one.usdc, locked: locked - one.locked },
            owedUsdc: owedUsdc - one.owedUsdc,
          };
          const valued = (of: typeof whole) =>
            totalsOf([
              silo("vault", [
                position(WETH, of.locked, { enforceability: "locked" }),
                position(USDC, of.usdc),
              ]),
              pool({ weth: of.weth, owedUsdc: of.owedUsdc, oracleWeth }),
            ]);
          const covers = (of: typeof whole) => {
            const collateral = mulDivDown(of.weth * 1_999n, 8_000n, BPS * 10n ** 12n);
            const { weakestLink } = valued(of).unified;
            const isSafe = weakestLink.state !== "known" || !weakestLink.liquidatable;
            return isSafe && (of.owedUsdc === 0n || collateral > of.owedUsdc + 1n);
          };
          if (![one, other].every(covers)) return;
          covered += 1;
          const sum = valued(one).freeWad! + valued(other).freeWad!;
          expect(sum <= valued(whole).freeWad!).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
    expect(covered).toBeGreaterThan(200);
  }, 60_000);
});
