import fc from "fast-check";
import type { Address } from "viem";
import { describe, expect, it } from "vitest";
import { createAddressTable } from "../../src/api/book/create-address-table.ts";
import { type Columns, createColumns } from "../../src/api/book/create-columns.ts";
import { healthBounds } from "../../src/api/book/health-bounds.ts";
import type { AssetCaip19 } from "../../src/core/identifiers.ts";
import type { ScreenedMarket, ScreenTerm } from "../../src/protocols/holdings-reader.ts";

const address = (number: number): Address => `0x${number.toString(16).padStart(40, "0")}`;
const ETHER: AssetCaip19 = `eip155:1/erc20:${address(1)}`;
const DOLLAR: AssetCaip19 = `eip155:1/erc20:${address(2)}`;
const PLACES = ["1/aave", "1/maker", "8453/aave"];

const FACTORS = new Map(
  PLACES.map((place, index) => [
    place,
    new Map([
      ["index", 1.25 + index],
      ["threshold", 0.8],
      ["ether", 2_000],
      ["dollar", 1],
    ]),
  ]),
);
/** Dyadic, so that a sum is the same in any order. */
const PRICES = {
  low: (asset: AssetCaip19) => (asset === ETHER ? 1_990 : 0.984375),
  mid: (asset: AssetCaip19) => (asset === ETHER ? 1_900 : 1),
  high: (asset: AssetCaip19) => (asset === ETHER ? 2_010 : 1.0078125),
};

const collateral = (quantity: number): ScreenTerm => ({
  ...{ side: "collateral", asset: ETHER, quantity, amountFactor: "index" },
  ...{ weightFactor: "threshold", oraclePriceFactor: "ether" },
  pricedBy: { asset: ETHER, unit: null },
});
const debt = (quantity: number): ScreenTerm => ({
  ...{ side: "debt", asset: DOLLAR, quantity, amountFactor: "index", weightFactor: null },
  ...{ oraclePriceFactor: "dollar", pricedBy: null },
});

const term = fc.record({ quantity: fc.integer({ min: 0, max: 10_000 }), isDebt: fc.boolean() });
const market: fc.Arbitrary<ScreenedMarket> = fc.record({
  marketId: fc.constantFrom("main", "prime", "ether-a"),
  terms: fc.option(
    fc.array(
      term.map(({ quantity, isDebt }) => (isDebt ? debt(quantity) : collateral(quantity))),
      { maxLength: 5 },
    ),
    { nil: undefined, freq: 8 },
  ),
});
const operation = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      kind: fc.constant("replace" as const),
      place: fc.constantFrom(...PLACES),
      account: fc.integer({ min: 1, max: 40 }).map(address),
      markets: fc.array(market, { maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("removePlace" as const),
      place: fc.constantFrom(...PLACES),
    }),
  },
);

/** All that columns say, in an order of its own. */
function stateOf(columns: Columns, accounts: Iterable<Address>) {
  const { accounts: count, markets, terms } = columns.size();
  return {
    size: { count, markets, terms },
    factorNames: PLACES.map((place) => [...columns.factorNames(place)].sort()),
    candidates: columns
      .candidates(3)
      .map((one) => JSON.stringify({ ...one, lower: String(one.lower), upper: String(one.upper) }))
      .sort(),
    accounts: [...accounts].map((account) => columns.accountOf(account)),
  };
}

describe("the columns of the book", () => {
  it("are after any changes what they are when built anew", () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
        const columns = createColumns();
        const model = new Map<string, readonly ScreenedMarket[]>();
        for (const one of operations) {
          if (one.kind === "removePlace") {
            columns.removePlace(one.place);
            for (const key of [...model.keys()]) if (key.startsWith(one.place)) model.delete(key);
          } else {
            columns.replace(one.place, one.account, one.markets);
            model.set(`${one.place} ${one.account}`, one.markets);
          }
        }
        const anew = createColumns();
        const accounts = new Set<Address>();
        for (const [key, markets] of model) {
          const [place, account] = key.split(" ") as [string, Address];
          anew.replace(place, account, markets);
          accounts.add(account);
        }
        for (const one of [columns, anew]) one.revalue({ factors: FACTORS, prices: PRICES });
        expect(stateOf(columns, accounts)).toEqual(stateOf(anew, accounts));
      }),
      { numRuns: 300 },
    );
  });

  it("close the gaps that replaced terms leave", () => {
    const columns = createColumns();
    const terms = (count: number) => Array.from({ length: count }, () => collateral(1));
    for (let round = 1; round <= 40; round++) {
      for (let account = 1; account <= 200; account++) {
        columns.replace("1/aave", address(account), [
          { marketId: "main", terms: terms(((round * 7 + account) % 23) + 1) },
        ]);
      }
    }
    columns.revalue({ factors: FACTORS, prices: PRICES });
    const { terms: count, bytes } = columns.size();
    expect(count).toBeLessThan(200 * 24);
    expect(bytes).toBeLessThan(400_000);
    expect(columns.accountOf(address(7))).toEqual({
      grossUsd: expect.closeTo((((280 + 7) % 23) + 1) * 1.25 * 1_990, 6),
      debtUsd: 0,
    });
  });

  it("say by the market's oracle, by Ballast's prices and in USD what an account has", () => {
    const columns = createColumns();
    columns.replace("1/aave", address(9), [
      { marketId: "main", terms: [collateral(1), debt(1_800)] },
      { marketId: "safe", terms: [collateral(1), debt(100)] },
      { marketId: "no debt", terms: [collateral(1)] },
    ]);
    columns.replace("1/maker", address(9), [{ marketId: "other" }]);
    columns.revalue({ factors: FACTORS, prices: PRICES });
    const found = new Map(columns.candidates(1.1).map((one) => [one.marketId, one]));
    expect([...found.keys()].sort()).toEqual(["main", "other"]);
    const health = (2_000 * 0.8) / 1_800;
    expect(found.get("main")).toMatchObject({
      account: address(9),
      placeKey: "1/aave",
      lower: expect.closeTo(health * 0.9975, 9),
      upper: expect.closeTo(health * 1.0025, 9),
      ownHealth: expect.closeTo((1_900 * 0.8) / 1_800, 9),
    });
    expect(found.get("other")).toMatchObject({ lower: -Infinity, upper: Infinity });
    // What is no sum of terms has no known worth.
    expect(columns.accountOf(address(9))).toEqual({ grossUsd: Number.NaN, debtUsd: Number.NaN });
    columns.replace("1/maker", address(9), []);
    columns.revalue({ factors: FACTORS, prices: PRICES });
    expect(columns.accountOf(address(9))).toEqual({
      grossUsd: expect.closeTo(3 * 1.25 * 1_990, 6),
      debtUsd: expect.closeTo(1_900 * 1.25 * 1.0078125, 6),
    });
  });

  it("take a market with a factor that is not known for one that may be at risk", () => {
    const columns = createColumns();
    columns.replace("1/aave", address(9), [
      { marketId: "main", terms: [{ ...collateral(1_000), amountFactor: "gone" }, debt(100)] },
    ]);
    columns.revalue({ factors: FACTORS, prices: PRICES });
    expect(columns.candidates(0.1)).toMatchObject([{ lower: -Infinity, upper: Infinity }]);
  });
});

describe("the bounds of a health factor", () => {
  it("hold the exact one while the sums are within a thousandth", () => {
    const sum = fc.double({ min: 0.01, max: 1e12, noNaN: true });
    const error = fc.double({ min: -1e-3, max: 1e-3, noNaN: true });
    fc.assert(
      fc.property(sum, sum, error, error, (backing, owed, one, other) => {
        const exact = (backing * (1 + one)) / (owed * (1 + other));
        const { lower, upper } = healthBounds(backing, owed)!;
        expect(lower).toBeLessThanOrEqual(exact);
        expect(upper).toBeGreaterThanOrEqual(exact);
      }),
    );
  });

  it("say nothing where the sums do not, and are none without a debt", () => {
    expect(healthBounds(5, 0)).toBeNull();
    expect(healthBounds(5, 0.001)).toEqual({ lower: -Infinity, upper: Infinity });
    expect(healthBounds(Number.NaN, 5)).toEqual({ lower: -Infinity, upper: Infinity });
    expect(healthBounds(-3, 5)).toMatchObject({ lower: -Infinity });
    expect(healthBounds(0.001, 5)).toMatchObject({ lower: -Infinity, upper: 0.01 * (1.0025 / 5) });
  });
});

describe("the table of addresses", () => {
  it("holds what a set holds, however often slots change hands", () => {
    const step = fc.record({
      add: fc.boolean(),
      account: fc.integer({ min: 0, max: 3_000 }).map((one) => address(one * 0x1000001)),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 500, maxLength: 4_000 }), (steps) => {
        const table = createAddressTable();
        const model = new Set<Address>();
        for (const { add, account } of steps) {
          if (add) {
            expect(table.addressOf(table.add(account))).toBe(account);
            model.add(account);
          } else {
            table.remove(account);
            model.delete(account);
          }
        }
        expect(table.count()).toBe(model.size);
        for (let one = 0; one <= 3_000; one++) {
          const account = address(one * 0x1000001);
          const slot = table.find(account);
          expect(slot === undefined ? undefined : table.addressOf(slot)).toBe(
            model.has(account) ? account : undefined,
          );
        }
      }),
      { numRuns: 30 },
    );
  });
});
