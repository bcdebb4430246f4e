import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MethodologyAsset } from "../../src/api/methodology/methodology.ts";
import type { Price } from "../../src/api/pricing/price.ts";
import { valueAccount } from "../../src/api/valuation/value-account.ts";
import { type AssetCaip19, assetCaip19, parseAccountId } from "../../src/core/identifiers.ts";
import type { AccountMarket, Position } from "../../src/core/position.ts";
import { makeAccountPrice } from "../support/pricing/make-account-price.ts";
import { NOW } from "../support/pricing/make-feed.ts";

const WAD = 10n ** 18n;
const ACCOUNT = parseAccountId("0xde709f2102306220921060314715629080e2fb77");
const HOLDER = "0x00000000000000000000000000000000000000aa";
const WETH = assetCaip19(1, "0x0000000000000000000000000000000000000001");
const USDC = assetCaip19(1, "0x0000000000000000000000000000000000000002");
const PEPE = assetCaip19(1, "0x0000000000000000000000000000000000000003");

const asset = (
  id: AssetCaip19,
  symbol: string,
  decimals: number,
  priceId: string,
  haircutBps: number,
): MethodologyAsset => ({
  asset: id,
  symbol,
  decimals,
  priceId,
  riskProfileId: "any",
  class: "native",
  haircutBps,
});

const methodology = {
  riskProfiles: [],
  assets: [asset(WETH, "WETH", 18, "ETH/USD", 2_000), asset(USDC, "USDC", 6, "USDC/USD", 500)],
};
const PRICES: ReadonlyMap<string, Price> = new Map(
  [
    makeAccountPrice("ETH/USD", { lowWad: 2_000n * WAD, highWad: 2_010n * WAD }),
    makeAccountPrice("USDC/USD", { lowWad: (99n * WAD) / 100n, highWad: (101n * WAD) / 100n }),
  ].map((price) => [price.priceId, price]),
);
const VECTOR = new Map([
  [1, { chainId: 1, number: 7n, hash: "0x01" as const, timestampSeconds: NOW - 5 }],
  [2, { chainId: 2, number: 9n, hash: "0x02" as const, timestampSeconds: NOW }],
]);

function position(
  kind: Position["kind"],
  id: AssetCaip19,
  amount: bigint,
  decimals?: number,
): Position {
  const known = methodology.assets.find((one) => one.asset === id);
  return {
    kind,
    asset: id,
    symbol: known?.symbol ?? "PEPE",
    decimals: decimals ?? known?.decimals ?? 18,
    amount,
    holder: HOLDER,
    securesDebt: true,
    enforceability: "observed",
  };
}

function market(marketId: string, positions: Position[], causes: AccountMarket["causes"] = []) {
  const protocol = "aave-v3";
  return {
    account: ACCOUNT.address,
    chainId: 1,
    protocol,
    marketId,
    positions,
    health: null,
    causes,
  };
}

const value = (markets: AccountMarket[], prices = PRICES) =>
  valueAccount({ account: ACCOUNT, vector: VECTOR, markets, prices, methodology });

describe("valueAccount", () => {
  it("counts what a share stands for whether or not the share has a price of its own", () => {
    const share = {
      ...asset(PEPE, "vWETH", 18, "VWETH/USD", 2_500),
      class: "vault-share" as const,
      lookedThrough: true as const,
    };
    const prices = new Map([
      ...PRICES,
      ["VWETH/USD", makeAccountPrice("VWETH/USD", { lowWad: 9n * WAD, highWad: 9n * WAD })],
    ]);
    const wrapped = {
      ...position("collateral", WETH, 3n * WAD),
      wrappedIn: [{ asset: PEPE, symbol: "vWETH", decimals: 18, amount: 2n * WAD }],
    };
    const valuedWith = (assets: MethodologyAsset[], held: Position) =>
      valueAccount({
        ...{ account: ACCOUNT, vector: VECTOR, prices },
        markets: [market("vault", [held])],
        methodology: { assets, riskProfiles: [] },
      });
    const withPrice = [...methodology.assets, share];
    expect(valuedWith(withPrice, wrapped)).toEqual(valuedWith(methodology.assets, wrapped));
    expect(valuedWith(withPrice, wrapped).totals.grossWad).toBe(6_000n * WAD);
    // A share whose vault does not say what it stands for stays unknown.
    const unresolved = position("collateral", PEPE, 2n * WAD);
    expect(valuedWith(withPrice, unresolved)).toEqual(valuedWith(methodology.assets, unresolved));
    expect(valuedWith(withPrice, unresolved).totals.grossWad).toBeNull();
  });

  it("counts collateral low and debt high, cuts the haircut, and pays a market's debt first", () => {
    const result = value([
      market("main", [
        position("collateral", WETH, 3n * WAD),
        position("debt", USDC, 1_000_000_000n),
      ]),
      market("vault", [position("collateral", USDC, 200_000_000n)]),
    ]);
    // 3 WETH at 2,000 = 6,000, after 20 % 4,800; 1,000 USDC of debt at 1.01 = 1,010;
    // 200 USDC at 0.99 = 198, after 5 % 188.10.
    expect(result.markets.map((one) => one.totals)).toEqual([
      {
        grossWad: 6_000n * WAD,
        debtWad: 1_010n * WAD,
        netWad: 4_990n * WAD,
        adjustedWad: 3_790n * WAD,
      },
      {
        grossWad: 198n * WAD,
        debtWad: 0n,
        netWad: 198n * WAD,
        adjustedWad: (18_810n * WAD) / 100n,
      },
    ]);
    expect(result.totals).toEqual({
      grossWad: 6_198n * WAD,
      debtWad: 1_010n * WAD,
      netWad: 5_188n * WAD,
      adjustedWad: (397_810n * WAD) / 100n,
    });
    expect(result).toMatchObject({ status: "ok", causes: [], evaluatedAtSeconds: NOW });
    expect([...result.prices.keys()].sort()).toEqual(["ETH/USD", "USDC/USD"]);
  });

  it("leaves what the account holds for others out of its totals, and shows it", () => {
    const own = market("vault", [position("collateral", USDC, 200_000_000n)]);
    const forOthers = market("main", [position("collateral", WETH, 3n * WAD)]);
    const result = value([own, { ...forOthers, passThrough: true }]);
    expect(result.totals).toEqual(value([own]).totals);
    expect(result.markets[1]?.totals.grossWad).toBe(6_000n * WAD);
  });

  it("rounds collateral down and debt up, by less than one 10^-18 dollar", () => {
    const third = new Map([
      ...PRICES,
      ["ETH/USD", makeAccountPrice("ETH/USD", { lowWad: WAD / 3n, highWad: WAD / 3n })] as const,
    ]);
    const [only] = value(
      [market("main", [position("collateral", WETH, 2n), position("debt", WETH, 2n)])],
      third,
    ).markets;
    expect(only?.positions.map((one) => [one.valueWad, one.adjustedWad])).toEqual([
      [0n, 0n],
      [1n, 1n],
    ]);
  });

  it("does not take one market's shortfall from another market", () => {
    const { markets, totals } = value([
      market("underwater", [
        position("collateral", WETH, WAD),
        position("debt", USDC, 9_000_000_000n),
      ]),
      market("sound", [position("collateral", WETH, WAD)]),
    ]);
    expect(markets[0]?.totals).toMatchObject({ netWad: -7_090n * WAD, adjustedWad: 0n });
    expect(totals).toMatchObject({ netWad: -5_090n * WAD, adjustedWad: 1_600n * WAD });
  });

  it("is empty, ok and dated for an account that has nothing", () => {
    expect(value([])).toMatchObject({
      totals: { grossWad: 0n, debtWad: 0n, netWad: 0n, adjustedWad: 0n },
      status: "ok",
      causes: [],
      markets: [],
      evaluatedAtSeconds: NOW,
    });
  });
});

describe("what is not known", () => {
  const without = new Map([...PRICES, ["ETH/USD", makeAccountPrice("ETH/USD", null)] as const]);

  it("makes exactly the totals unknown that it is part of, never zero", () => {
    const result = value(
      [
        market("main", [position("collateral", WETH, WAD), position("debt", USDC, 1_000_000n)]),
        market("vault", [position("collateral", USDC, 1_000_000n)]),
      ],
      without,
    );
    expect(result.markets[0]?.totals).toEqual({
      grossWad: null,
      debtWad: (101n * WAD) / 100n,
      netWad: null,
      adjustedWad: null,
    });
    expect(result.markets[1]?.totals.adjustedWad).not.toBeNull();
    expect(result.totals).toEqual({
      grossWad: null,
      debtWad: (101n * WAD) / 100n,
      netWad: null,
      adjustedWad: null,
    });
    expect(result.status).toBe("unavailable");
    expect(result.causes.map((cause) => cause.code)).toEqual(["price-unavailable"]);
  });

  it("names an asset that the methodology does not cover, as collateral and as debt", () => {
    const result = value([
      market("main", [position("collateral", PEPE, 1n), position("debt", PEPE, 1n)]),
    ]);
    expect(result.totals).toEqual({
      grossWad: null,
      debtWad: null,
      netWad: null,
      adjustedWad: null,
    });
    expect(result.status).toBe("unavailable");
    expect(result.causes).toEqual([
      {
        code: "asset-not-in-methodology",
        detail: expect.stringContaining(PEPE),
        chainId: 1,
        marketId: "main",
        asset: PEPE,
      },
    ]);
    expect(result.markets[0]?.positions[0]).toMatchObject({ priceId: null, valueWad: null });
  });

  it("does not value an asset whose decimals are not those of the methodology", () => {
    const result = value([market("main", [position("collateral", USDC, 1_000_000n, 18)])]);
    expect(result.totals.grossWad).toBeNull();
    expect(result).toMatchObject({
      status: "unavailable",
      causes: [{ code: "asset-decimals-differ", asset: USDC }],
    });
  });

  it("does not matter where the amount is nothing", () => {
    const result = value(
      [market("main", [position("collateral", PEPE, 0n), position("debt", WETH, 0n)])],
      without,
    );
    expect(result).toMatchObject({
      status: "ok",
      causes: [],
      totals: { grossWad: 0n, debtWad: 0n, netWad: 0n, adjustedWad: 0n },
    });
  });

  it("takes the worst status of the prices used, and says once why", () => {
    const doubtful = new Map([
      [
        "ETH/USD",
        makeAccountPrice(
          "ETH/USD",
          { lowWad: WAD, highWad: WAD },
          { status: "degraded", flags: ["too_few"], quorum: { needed: 2, had: 2, configured: 3 } },
        ),
      ],
      [
        "USDC/USD",
        makeAccountPrice(
          "USDC/USD",
          { lowWad: WAD, highWad: WAD },
          { status: "no_quorum", asOfSeconds: NOW - 90 },
        ),
      ],
      ["UNUSED/USD", makeAccountPrice("UNUSED/USD", null)],
    ] as const);
    const result = value(
      [
        market(
          "main",
          [position("collateral", WETH, WAD), position("debt", USDC, 1n)],
          [{ code: "health-unknown", detail: "The market has stable debt." }],
        ),
        market("vault", [position("collateral", WETH, WAD)]),
      ],
      doubtful,
    );
    expect(result.status).toBe("no_quorum");
    expect(result.causes).toEqual([
      { code: "health-unknown", detail: "The market has stable debt." },
      {
        code: "price-degraded",
        detail:
          "The price ETH/USD is degraded (too_few): 2 of 3 independent feeds agree, 2 make a quorum.",
      },
      {
        code: "price-no-quorum",
        detail:
          "The price USDC/USD is no_quorum: 3 of 3 independent feeds agree, 2 make a quorum; the value is of 90 s earlier.",
      },
    ]);
    expect([...result.prices.keys()].sort()).toEqual(["ETH/USD", "USDC/USD"]);
  });

  it("is a mistake of the caller where a price was not evaluated", () => {
    const markets = [market("main", [position("collateral", WETH, 1n)])];
    expect(() => value(markets, new Map())).toThrow(
      expect.objectContaining({ code: "price-not-evaluated" }),
    );
  });
});

describe("for every account", () => {
  const positions = fc.array(
    fc
      .record({
        kind: fc.constantFrom("collateral" as const, "debt" as const),
        id: fc.constantFrom(WETH, USDC),
        amount: fc.bigInt(0n, 10n ** 27n),
      })
      .map(({ kind, id, amount }) => position(kind, id, amount)),
    { maxLength: 6 },
  );
  const markets = fc.array(positions, { maxLength: 4 });
  const of = (list: readonly Position[][]) => list.map((one, index) => market(`m${index}`, one));

  it("more collateral never lowers a total, more debt never raises net or adjusted", () => {
    fc.assert(
      fc.property(markets, positions, fc.bigInt(0n, 10n ** 27n), (list, first, amount) => {
        const before = value(of([first, ...list])).totals;
        const richer = value(
          of([[...first, position("collateral", WETH, amount)], ...list]),
        ).totals;
        const poorer = value(of([[...first, position("debt", WETH, amount)], ...list])).totals;
        const known = (one: bigint | null) => one ?? -1n;
        expect(known(richer.grossWad) >= known(before.grossWad)).toBe(true);
        expect((richer.netWad ?? 0n) >= (before.netWad ?? 0n)).toBe(true);
        expect(known(richer.adjustedWad) >= known(before.adjustedWad)).toBe(true);
        expect((poorer.netWad ?? 0n) <= (before.netWad ?? 0n)).toBe(true);
        expect(known(poorer.adjustedWad) <= known(before.adjustedWad)).toBe(true);
      }),
    );
  });

  it("adjusted is never below zero and never above gross", () => {
    fc.assert(
      fc.property(markets, (list) => {
        const { grossWad, adjustedWad } = value(of(list)).totals;
        expect(adjustedWad !== null && adjustedWad >= 0n).toBe(true);
        expect(adjustedWad !== null && grossWad !== null && adjustedWad <= grossWad).toBe(true);
      }),
    );
  });

  it("does not depend on the order of markets and positions", () => {
    fc.assert(
      fc.property(markets, (list) => {
        const turned = list.map((one) => one.toReversed()).toReversed();
        expect(value(of(turned)).totals).toEqual(value(of(list)).totals);
      }),
    );
  });
});
