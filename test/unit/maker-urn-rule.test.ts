import { describe, expect, it } from "vitest";
import { RAY, WAD } from "../../src/core/fixed-point.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import type { AccountMarket } from "../../src/core/position.ts";
import { ilkMarkets } from "../../src/protocols/maker/account-markets.ts";
import type { Ilk, Vat } from "../../src/protocols/maker/read-ilks.ts";
import { addressOf } from "../support/handler-harness.ts";

const CHAIN = 31_339;
const RAD = 10n ** 45n;
const ALICE = addressOf(1);
const GEM = assetCaip19(CHAIN, addressOf(7));
const DAI = assetCaip19(CHAIN, addressOf(8));

/** 10 tokens of 8 decimals in an urn with 1,000 DAI; 200 DAI of debt are lent on each; 1 % of fee is due. */
function makeUrn(change: Partial<Ilk> = {}, urn = { ink: 10n * WAD, art: 1_000n * WAD }) {
  const ilk = {
    ...{ ilk: "0x41", chainId: CHAIN, vat: addressOf(2), blockNumber: 1n, totalArt: 0n },
    ...{ rateRay: RAY, drippedRateRay: (101n * RAY) / 100n, spotRay: 200n * RAY },
    ...{ dutyRay: RAY, dripAtSeconds: 0n, matRay: (3n * RAY) / 2n, dustRad: 100n * RAD },
    gem: { address: addressOf(7), symbol: "WBTC", decimals: 8 },
    ...change,
  } as Ilk;
  const vat = {
    ...{ address: addressOf(2), live: true, ilks: new Map([[ilk.ilk, ilk]]) },
    deployment: { id: "mcd", dai: addressOf(8) },
  } as unknown as Vat;
  const at = { vat: addressOf(2), ilk: ilk.ilk, chainId: CHAIN, blockNumber: 1n };
  const books = {
    urns: urn.ink + urn.art === 0n ? [] : [{ ...at, urn: ALICE, ...urn }],
    gems: [],
    dai: [],
  };
  const [market] = ilkMarkets({
    ...{ account: ALICE, chainId: CHAIN, vat, books, holders: [ALICE], ilk },
  });
  return market!;
}

const attempt = (market: AccountMarket, ...[kind, asset, amount]: [string, string, bigint]) =>
  market.rule!.attempt({ kind, asset, amount } as never);
const amountsOf = ({ positions }: AccountMarket) =>
  positions.map(({ kind, amount }) => `${kind} ${amount}`);

describe("an urn's rule", () => {
  it("knows the gem and DAI, amounts with the fee that is due", () => {
    expect(makeUrn().rule!.assets).toMatchObject([
      { asset: GEM, supplied: 1_000_000_000n, owed: 0n, canBeBorrowed: false },
      { asset: DAI, supplied: 0n, owed: 1_010n * WAD, canBeDeposited: false },
    ]);
  });

  it("judges other amounts, and the same amounts as it is", () => {
    const { rule, health } = makeUrn();
    const same = {
      collateral: new Map([[GEM, 1_000_000_000n]]),
      debt: new Map([[DAI, 1_010n * WAD]]),
    };
    expect(rule!.judge(same)).toEqual(health);
    const other = {
      collateral: new Map([[GEM, 400_000_000n]]),
      debt: new Map([[DAI, 1_010n * WAD]]),
    };
    expect(rule!.judge(other)).toMatchObject({
      liquidatable: true,
      healthFactorWad: (8n * WAD) / 10n,
    });
  });

  it("lets collateral out by the rate that is booked: 1,000 DAI need 5 tokens", () => {
    const { rule } = makeUrn();
    expect(rule!.releaseSlack(GEM, 500_000_000n)).toBe(0n);
    expect(rule!.releaseSlack(GEM, 500_000_001n)).toBeLessThan(0n);
    const { refusal, after } = attempt(makeUrn(), "withdraw", GEM, 500_000_000n);
    expect([refusal, ...amountsOf(after)]).toEqual([
      null,
      "collateral 500000000",
      `debt ${1_010n * WAD}`,
    ]);
  });

  it("drips before it lends: what was borrowed before then counts with the fee", () => {
    // 980.198… of normalised debt, rounded up, at a rate of 1.01: with 1,010 DAI a bit more than 2,000.
    const { refusal } = attempt(makeUrn(), "borrow", DAI, 990n * WAD);
    expect(refusal?.code).toBe("insufficient-collateral");
    const drawn = attempt(makeUrn(), "borrow", DAI, 990n * WAD - 1n);
    expect(drawn.refusal).toBeNull();
    const art = 1_000n * WAD + 980_198_019_801_980_198_019n;
    expect(drawn.after.health).toMatchObject({ totalDebtBase: art * 101n * 10n ** 25n });
  });

  it("holds no debt below the dust limit, neither by repayment nor by loan nor at a withdrawal", () => {
    expect(attempt(makeUrn(), "repay", DAI, 910n * WAD).refusal).toBeNull();
    expect(attempt(makeUrn(), "repay", DAI, 911n * WAD).refusal?.code).toBe("below-dust-limit");
    expect(amountsOf(attempt(makeUrn(), "repay", DAI, 1_010n * WAD).after)).toEqual([
      "collateral 1000000000",
    ]);
    const empty = makeUrn({}, { ink: 0n, art: 0n });
    const { after } = attempt(empty, "deposit", GEM, 100_000_000n);
    expect(attempt(after, "borrow", DAI, 99n * WAD).refusal?.code).toBe("below-dust-limit");
    expect(attempt(after, "borrow", DAI, 100n * WAD).refusal).toBeNull();
    const dusty = makeUrn({ dustRad: 5_000n * RAD });
    expect(dusty.rule!.releaseSlack(GEM, 1n)).toBeLessThan(0n);
    expect(attempt(dusty, "withdraw", GEM, 1n).refusal?.code).toBe("below-dust-limit");
  });

  it("refuses what is of the other side, and more than there is", () => {
    expect(attempt(makeUrn(), "deposit", DAI, 1n).refusal?.code).toBe("not-collateral");
    expect(attempt(makeUrn(), "borrow", GEM, 1n).refusal?.code).toBe("not-lent");
    expect(attempt(makeUrn(), "withdraw", GEM, 1_000_000_001n).refusal?.code).toBe(
      "exceeds-balance",
    );
    expect(attempt(makeUrn(), "repay", DAI, 1_010n * WAD + 1n).refusal?.code).toBe(
      "exceeds-balance",
    );
    expect(() => attempt(makeUrn(), "deposit", assetCaip19(CHAIN, ALICE), 1n)).toThrow(RangeError);
  });

  it("shows itself at another price of its oracle", () => {
    const { health, rule } = makeUrn().rule!.repriced(new Map([[GEM, 99n * RAY]]));
    expect(health).toMatchObject({ liquidatable: true });
    expect(rule!.prices[0]?.price).toBe(99n * RAY);
  });
});
