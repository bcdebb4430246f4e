import { describe, expect, it } from "vitest";
import { evaluatePrice } from "../../src/api/pricing/evaluate-price.ts";
import type { LastGood } from "../../src/api/pricing/last-good.ts";
import type { Price, RejectCode } from "../../src/api/pricing/price.ts";
import type { Observation } from "../../src/core/observation.ts";
import { byFeed, MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";

const DOLLAR = 10n ** 18n;
/** Dollars in the eight decimals of a Chainlink answer. */
const usd = (dollars: number) => BigInt(dollars) * 10n ** 8n;
const LAST_GOOD: LastGood = {
  lowWad: 1_990n * DOLLAR,
  midWad: 1_991n * DOLLAR,
  highWad: 1_992n * DOLLAR,
  asOfSeconds: NOW - 600,
};

function priceOf(
  feedIds: readonly string[],
  observations: readonly Observation[],
  lastGood: LastGood | null = null,
): Price {
  return evaluatePrice({
    price: makePrice(feedIds.map((id) => makeFeed(id))),
    policy: MAJORS,
    observations: byFeed(observations),
    conversions: new Map(),
    evaluatedAtSeconds: NOW,
    lastGood,
  });
}

function rejects(price: Price): Record<string, RejectCode> {
  return Object.fromEntries(
    price.feeds.flatMap(({ feedId, reject }) => (reject === null ? [] : [[feedId, reject]])),
  );
}

/** The answer without its evidence, prices in whole dollars where they are whole. */
function summary({ status, flags, lowWad, midWad, highWad, asOfSeconds, quorum }: Price) {
  return {
    status,
    flags,
    dollars: [lowWad, midWad, highWad].map((wad) => (wad === null ? null : Number(wad) / 1e18)),
    asOf: asOfSeconds === null ? null : asOfSeconds - NOW,
    had: quorum.had,
  };
}

const honest = (ids: readonly string[]) =>
  ids.map((id, index) => observe(id, usd(2_000 + 2 * index)));

describe("three feeds", () => {
  const FEEDS = ["a", "b", "c"];
  const [a, b, c] = honest(FEEDS) as [Observation, Observation, Observation];

  it("agree: the middle one is the price, and every feed's word is in the evidence", () => {
    const price = priceOf(FEEDS, [a, b, c]);
    expect(summary(price)).toEqual({
      status: "ok",
      flags: [],
      dollars: [2_002, 2_002, 2_002],
      asOf: 0,
      had: 3,
    });
    expect(price.quorum).toEqual({ needed: 2, had: 3, configured: 3 });
    expect(price.spreadBps).toBe(20);
    expect(price.feeds.map((feed) => feed.voted)).toEqual([true, true, true]);
  });

  it.each([
    ["far above", usd(2_500)],
    ["far below", usd(20)],
    ["by ten decimals", (2_004n * 10n ** 18n) / 10n ** 4n],
  ])("one lies %s: it is named, the rest make a degraded price", (_, lie) => {
    const price = priceOf(FEEDS, [a, b, observe("c", lie)]);
    expect(summary(price)).toEqual({
      status: "degraded",
      flags: ["outlier", "too_few"],
      dollars: [2_000, 2_001, 2_002],
      asOf: 0,
      had: 2,
    });
    expect(rejects(price)).toEqual({ c: "outlier" });
    expect(price.feeds.map((feed) => feed.voted)).toEqual([true, true, false]);
  });

  it("one is stale: a second past heartbeat and grace, not on it", () => {
    const fresh = priceOf(FEEDS, [a, b, observe("c", usd(2_004), { time: NOW - 4_200 })]);
    expect([fresh.status, fresh.midWad]).toEqual(["ok", 2_002n * DOLLAR]);
    const stale = priceOf(FEEDS, [a, b, observe("c", usd(2_004), { time: NOW - 4_201 })]);
    expect(summary(stale)).toEqual({
      status: "degraded",
      flags: ["too_few"],
      dollars: [2_000, 2_001, 2_002],
      asOf: 0,
      had: 2,
    });
    expect(rejects(stale)).toEqual({ c: "stale" });
    expect(stale.feeds[2]).toMatchObject({ ageSeconds: 4_201, priceWad: 2_004n * DOLLAR });
  });

  it("one is missing", () => {
    const price = priceOf(FEEDS, [a, b]);
    expect([price.status, price.midWad]).toEqual(["degraded", 2_001n * DOLLAR]);
    expect(rejects(price)).toEqual({ c: "missing" });
    expect(price.feeds[2]).toMatchObject({ priceWad: null, ageSeconds: null, voted: false });
  });

  it("one lies, one is missing: nobody knows which of the two lies, so there is no price", () => {
    const price = priceOf(FEEDS, [a, observe("b", usd(2_500))]);
    expect(summary(price)).toEqual({
      status: "unavailable",
      flags: ["disagree"],
      dollars: [null, null, null],
      asOf: null,
      had: 0,
    });
    expect(price.feeds.some((feed) => feed.voted)).toBe(false);
    expect(price.spreadBps).toBe(2_223);
  });

  it("one lies, one is stale, one is missing", () => {
    const price = priceOf(FEEDS, [
      observe("a", usd(2_500)),
      observe("b", usd(2_002), { time: NOW - 90_000 }),
    ]);
    expect([price.status, price.midWad, price.flags]).toEqual(["unavailable", null, ["too_few"]]);
    expect(rejects(price)).toEqual({ b: "stale", c: "missing" });
  });
});

describe("a last good price", () => {
  const FEEDS = ["a", "b", "c"];

  it("stands in with its own time where the quorum is lost", () => {
    const price = priceOf(FEEDS, [observe("a", usd(2_500))], LAST_GOOD);
    expect(summary(price)).toEqual({
      status: "no_quorum",
      flags: ["too_few"],
      dollars: [1_990, 1_991, 1_992],
      asOf: -600,
      had: 1,
    });
  });

  it("is stale where no feed has a usable value at all", () => {
    const old = FEEDS.map((id) => observe(id, usd(2_000), { time: NOW - 90_000 }));
    expect(priceOf(FEEDS, old, LAST_GOOD)).toMatchObject({
      status: "stale",
      midWad: LAST_GOOD.midWad,
      asOfSeconds: NOW - 600,
    });
  });

  it("ends with the policy's limit: to the second", () => {
    const at = (asOfSeconds: number) => priceOf(FEEDS, [], { ...LAST_GOOD, asOfSeconds });
    expect(at(NOW - 3_600)).toMatchObject({ status: "stale", midWad: LAST_GOOD.midWad });
    expect(at(NOW - 3_601)).toMatchObject({ status: "unavailable", midWad: null });
  });

  it("never replaces a price that can be made", () => {
    const price = priceOf(FEEDS, honest(FEEDS), LAST_GOOD);
    expect([price.status, price.midWad]).toEqual(["ok", 2_002n * DOLLAR]);
  });

  it("of the future is a mistake of the caller", () => {
    expect(() => priceOf(FEEDS, [], { ...LAST_GOOD, asOfSeconds: NOW + 1 })).toThrow(RangeError);
  });
});

describe("more feeds", () => {
  const FIVE = ["a", "b", "c", "d", "e"];

  it("bear one liar or one dead among five, because any one vote more may fail", () => {
    const votes = honest(FIVE);
    const lied = priceOf(FIVE, [...votes.slice(0, 4), observe("e", usd(4_000))]);
    expect(summary(lied)).toMatchObject({
      status: "ok",
      flags: ["outlier"],
      dollars: [2_002, 2_003, 2_004],
    });
    expect(priceOf(FIVE, votes.slice(0, 4)).status).toBe("ok");
    expect(priceOf(FIVE, votes.slice(0, 3))).toMatchObject({
      status: "degraded",
      flags: ["too_few"],
    });
    expect(priceOf(FIVE, votes.slice(0, 2)).status).toBe("unavailable");
  });

  it("one lies, one is stale, one is missing among five: no quorum; among seven: degraded", () => {
    const troubled = (ids: readonly string[]) => [
      ...honest(ids.slice(3)),
      observe("a", usd(4_000)),
      observe("b", usd(2_000), { time: NOW - 90_000 }),
    ];
    const five = priceOf(FIVE, troubled(FIVE), LAST_GOOD);
    expect(summary(five)).toMatchObject({ status: "no_quorum", flags: ["disagree"], asOf: -600 });
    expect(rejects(five)).toEqual({ b: "stale", c: "missing" });

    const SEVEN = [...FIVE, "f", "g"];
    const seven = priceOf(SEVEN, troubled(SEVEN));
    expect(summary(seven)).toMatchObject({
      status: "degraded",
      flags: ["outlier", "too_few"],
      dollars: [2_002, 2_003, 2_004],
    });
    expect(rejects(seven)).toEqual({ a: "outlier", b: "stale", c: "missing" });
  });

  it("a dead feed left in the configured set of four keeps the price from ever being ok", () => {
    const price = priceOf(["a", "b", "c", "d"], honest(["a", "b", "c"]));
    expect(price).toMatchObject({ status: "degraded", quorum: { needed: 3, had: 3 } });
  });

  it.each([
    [["a"], ["single_source", "too_few"]],
    [["a", "b"], ["too_few"]],
  ])("%s alone are never ok, however well they agree", (ids, flags) => {
    const votes = ids.map((id) => observe(id, usd(2_000)));
    expect(priceOf(ids, votes)).toMatchObject({ status: "degraded", flags });
  });
});

describe("disagreement", () => {
  /** Three votes around 10 000 dollars, so that one dollar is one basis point. */
  const spread = (low: number, high: number) =>
    priceOf(
      ["a", "b", "c"],
      [observe("a", usd(low)), observe("b", usd(10_000)), observe("c", usd(high))],
    );

  it("degrades above the soft spread, not on it", () => {
    expect(spread(9_925, 10_075)).toMatchObject({ status: "ok", spreadBps: 150, flags: [] });
    expect(spread(9_925, 10_076)).toMatchObject({
      status: "degraded",
      spreadBps: 151,
      flags: ["disagree"],
      midWad: 10_000n * DOLLAR,
    });
  });

  it("cuts votes above the hard spread, and without a quorum left there is no price", () => {
    expect(spread(9_850, 10_150)).toMatchObject({ status: "degraded", spreadBps: 300 });
    expect(spread(9_800, 10_101)).toMatchObject({
      status: "degraded",
      flags: ["outlier", "too_few"],
      lowWad: 10_000n * DOLLAR,
      highWad: 10_101n * DOLLAR,
    });
    expect(spread(9_800, 10_200)).toMatchObject({ status: "unavailable", flags: ["disagree"] });
  });
});

describe("the outlier cut", () => {
  it("is never wider than the hard spread, however far the votes lie apart", () => {
    // The median deviation of 1 % would allow 7.4 %; the hard spread of 3 % cuts the vote at 104.
    const answers = [9_900, 9_920, 10_000, 10_180, 10_400];
    const price = priceOf(
      ["a", "b", "c", "d", "e"],
      answers.map((dollars, index) => observe("abcde".charAt(index), usd(dollars))),
    );
    expect(rejects(price)).toEqual({ e: "outlier" });
    expect(summary(price)).toMatchObject({
      status: "degraded",
      dollars: [9_920, 9_960, 10_000],
      had: 4,
    });
  });

  it("is never tighter than half of it, however well the others agree", () => {
    const at = (dollars: number) =>
      priceOf(
        ["a", "b", "c"],
        [10_000, 10_000, dollars].map((one, index) => observe("abc".charAt(index), usd(one))),
      );
    expect(rejects(at(10_150))).toEqual({});
    expect(rejects(at(10_151))).toEqual({ c: "outlier" });
  });
});

describe("what others lost money by", () => {
  it.each([
    // Coinbase 1.30 while Kraken and Bitfinex stood near 1.00–1.01 (Compound, 2020-11-26).
    ["Compound DAI", [130_000_000n, 100_000_000n, 101_000_000n], 1.0, 1.01],
    // wrsETH/ETH at 1,649,934 instead of 1.057 (Moonwell, 2025-11-04); the others are chosen here.
    ["Moonwell wrsETH", [164_993_400_000_000n, 105_700_000n, 105_650_000n], 1.0565, 1.057],
    // cbETH at 1.12 instead of about 2,200: a missing × ETH/USD (Moonwell, 2026-02-15).
    ["Moonwell cbETH", [112_000_000n, 220_000_000_000n, 220_100_000_000n], 2200, 2201],
    // USDe 0.65 on one venue, 0.98–1.0 elsewhere (Binance, 2025-10-10); within a wide policy.
    ["Binance USDe", [65_000_000n, 98_500_000n, 100_000_000n], 0.985, 1.0],
  ])("%s: the wrong feed neither moves nor passes", (_, answers, low, high) => {
    const ids = ["wrong", "right-1", "right-2"];
    const price = priceOf(
      ids,
      answers.map((answer, index) => observe(ids[index] ?? "", answer)),
    );
    expect(rejects(price)).toEqual({ wrong: "outlier" });
    expect(price.status).toBe("degraded");
    expect([Number(price.lowWad) / 1e18, Number(price.highWad) / 1e18]).toEqual([low, high]);
  });
});
