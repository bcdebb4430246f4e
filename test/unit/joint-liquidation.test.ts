import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AssetGroup, assetGroups } from "../../src/api/liquidation/asset-group.ts";
import {
  jointLiquidation,
  liquidationSurface,
  movingAssets,
} from "../../src/api/liquidation/joint-liquidation.ts";
import { type AssetCaip19, assetCaip19 } from "../../src/core/identifiers.ts";
import type { MarketRule, PriceRule } from "../../src/core/market-rule.ts";
import {
  type AccountRules,
  directedRules,
  eModeFirstRules,
  halfUpRules,
} from "../../src/protocols/aave-v3/account-rules.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { makePoolRule, type Terms } from "../support/aave/make-pool-rule.ts";
import { addressOf } from "../support/handler-harness.ts";

const CHAIN = 31_337;
const E8 = 100_000_000n;
const E18 = 10n ** 18n;
const [WETH, STETH, USDC, WBTC] = [1, 2, 3, 4].map((one) => assetCaip19(CHAIN, addressOf(one)));
const ether: AssetGroup = { id: "ETH/USD", assets: new Set([WETH!, STETH!]) };
const dollar: AssetGroup = { id: "USDC/USD", assets: new Set([USDC!]) };
const bitcoin: AssetGroup = { id: "BTC/USD", assets: new Set([WBTC!]) };

const makeRule = (terms: readonly Terms[], rules: AccountRules = halfUpRules): MarketRule =>
  makePoolRule(
    terms.map((one, index) => ({
      ...{ ...one, asset: addressOf(index + 1), decimals: index === 2 ? 6 : 18 },
    })),
    { arithmetic: { ...arithmeticOfRevision(1), accountRules: rules } },
  );
const isLiquidatable = (rule: PriceRule, prices: ReadonlyMap<AssetCaip19, bigint>) =>
  rule.judge({ prices }).liquidatable;

describe("how far a group may go together", () => {
  const rule = makeRule([
    { aTokenAmount: 5n * E18, priceBase: 2_000n * E8 },
    { aTokenAmount: 5n * E18, priceBase: 2_200n * E8 },
    { debtAmount: 10_000_000_000n, priceBase: E8 },
  ]);

  it("is by hand: 21,000 USD at 82.5 % carry 10,000 USDC down to −42.27 %, either alone not so far", () => {
    // 10,000 / (21,000 · 0.825) = 0.57720…
    const found = jointLiquidation(rule, ether);
    expect(found).toMatchObject({ state: "at", direction: "falling", distanceBps: 4_227n });
    if (found.state !== "at") return;
    expect(found.factorWad / 10n ** 13n).toBe(57_720n);
    expect([...found.prices.keys()]).toEqual([WETH, STETH]);
    expect(jointLiquidation(rule, dollar)).toMatchObject({
      direction: "rising",
      distanceBps: 7_325n,
    });
    expect(jointLiquidation(rule, bitcoin)).toEqual({ state: "none" });
  });

  it("is none where what is owed moves with what is owned, and stated at once where it is too late", () => {
    const loop = makeRule([
      { debtAmount: 5n * E18, priceBase: 2_000n * E8 },
      { aTokenAmount: 8n * E18, priceBase: 2_200n * E8 },
    ]);
    expect(jointLiquidation(loop, ether)).toEqual({ state: "none" });
    const late = makeRule([
      { aTokenAmount: E18, priceBase: 2_000n * E8 },
      { priceBase: E8 },
      { debtAmount: 2_000_000_000n, priceBase: E8 },
    ]);
    expect(jointLiquidation(late, ether)).toEqual({ state: "liquidatable" });
  });

  it("moves a price that is stated in an asset by the quotient of the two", () => {
    const asked: bigint[] = [];
    const quoted: PriceRule = {
      prices: [
        {
          ...{ asset: STETH!, symbol: "S", price: 1_100n, unit: WETH! },
          perToken: { numerator: 1n, denominator: 1_000n },
        },
      ],
      judge({ prices }) {
        const price = prices?.get(STETH!) ?? 1_100n;
        asked.push(price);
        return {
          ...rule.judge({}),
          liquidatable: price < 900n,
          healthFactorWad: (price * E18) / 900n,
        };
      },
    };
    expect(movingAssets(quoted, ether)).toEqual([]);
    expect(jointLiquidation(quoted, ether)).toEqual({ state: "none" });
    expect(new Set(asked)).toEqual(new Set([1_100n]));
    const unit: AssetGroup = { id: "unit", assets: new Set([WETH!]) };
    expect(movingAssets(quoted, unit)).toEqual([STETH]);
    const found = jointLiquidation(quoted, unit);
    // 1,100 / 900 of what the unit is worth now.
    expect(found).toMatchObject({ state: "at", direction: "rising", distanceBps: 2_222n });
    if (found.state !== "at") return;
    expect([found.prices.get(STETH!), found.pricesBeyond.get(STETH!)]).toEqual([900n, 899n]);
  });

  const amount = fc.bigInt({ min: 0n, max: 10n ** 24n });
  const price = fc.bigInt({ min: 1n, max: 10n ** 14n });
  const terms = fc.tuple(amount, amount, price).map(
    ([aTokenAmount, debtAmount, priceBase]): Terms => ({
      ...{ aTokenAmount, debtAmount, priceBase },
    }),
  );
  const rules = fc.constantFrom(halfUpRules, directedRules, eModeFirstRules);

  it("is safe at the stated place and not one step beyond", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.tuple(terms, terms, terms), rules, (of, version) => {
        const rule = makeRule(of, version);
        for (const group of [ether, dollar]) {
          const found = jointLiquidation(rule, group);
          if (found.state === "liquidatable") expect(isLiquidatable(rule, new Map())).toBe(true);
          if (found.state !== "at") continue;
          expect(isLiquidatable(rule, found.prices)).toBe(false);
          expect(isLiquidatable(rule, found.pricesBeyond)).toBe(true);
          expect(found.factorWad < E18).toBe(
            found.direction === "falling" && found.factorWad !== E18,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it(
    "is at any move of the first group where the second turns the verdict",
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(fc.tuple(terms, terms, terms), rules, (of, version) => {
          const rule = makeRule(of, version);
          const at = (moveBps: bigint, factorWad: bigint) => {
            const scale = (asset: AssetCaip19, numerator: bigint, denominator: bigint) => {
              const now = rule.prices.find((one) => one.asset === asset)?.price;
              if (now === undefined) return [];
              const moved = (now * numerator) / denominator;
              return [[asset, moved > 0n ? moved : 1n] as const];
            };
            return isLiquidatable(
              rule,
              new Map([
                ...[WETH!, STETH!].flatMap((asset) => scale(asset, 10_000n + moveBps, 10_000n)),
                ...scale(USDC!, factorWad, E18),
              ]),
            );
          };
          for (const { moveBps, turn } of liquidationSurface(rule, [ether, dollar])) {
            if (turn.state === "none") expect(at(moveBps, E18)).toBe(false);
            if (turn.state === "liquidatable") expect(at(moveBps, E18)).toBe(true);
            if (turn.state !== "at") continue;
            const step = turn.direction === "falling" ? -1n : 1n;
            expect(at(moveBps, turn.factorWad)).toBe(false);
            expect(at(moveBps, turn.factorWad + step)).toBe(true);
            const exact = (turn.factorWad - E18) * 10_000n;
            expect((turn.moveBps * E18 - exact) * step <= 0n).toBe(true);
          }
        }),
        { numRuns: 60 },
      );
    },
  );

  it("refuses groups that share an asset, and a fall of everything", () => {
    expect(() => liquidationSurface(rule, [ether, ether])).toThrow("is in");
    expect(() => liquidationSurface(rule, [ether, dollar], [-10_000n])).toThrow("No price moves");
  });
});

describe("the groups of a methodology", () => {
  it("are its correlation groups, by the assets that have their prices", () => {
    const asset = (asset: AssetCaip19, priceId: string) => ({ asset, priceId }) as never;
    const group = (id: string, priceIds: string[]) => ({ id, priceIds }) as never;
    const assets = [asset(WETH!, "ETH"), asset(STETH!, "STETH"), asset(USDC!, "USDC")];
    const correlationGroups = [group("ether", ["ETH", "STETH"]), group("dollar", ["USDC"])];
    const valuation = { observedRateBps: 0, observedRateReason: "", correlationGroups };
    expect(assetGroups({ assets, valuation })).toEqual([
      { id: "dollar", assets: new Set([USDC]) },
      { id: "ether", assets: new Set([WETH, STETH]) },
    ]);
    expect(assetGroups({ assets })).toEqual([]);
  });
});
