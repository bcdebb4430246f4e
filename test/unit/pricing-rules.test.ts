import { describe, expect, it } from "vitest";
import {
  derivedPriceProblems,
  policyRuleProblems,
} from "../../src/api/methodology/lint-price-rules.ts";
import { PRICE_POLICIES } from "../../src/api/methodology/price-policies.ts";
import { rateCapWad, snapshotProblem } from "../../src/api/pricing/cap-rate.ts";
import { riseLimitWad } from "../../src/api/pricing/limit-rise.ts";
import {
  type MarketSessions,
  openSince,
  sessionBoundaries,
} from "../../src/api/pricing/market-sessions.ts";
import { MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";
import { makeReplay, policyOf } from "../support/pricing/make-replay.ts";

const WAD = 10n ** 18n;
const usd = (dollars: number) => BigInt(Math.round(dollars * 1e8));
const FEEDS = ["a", "b", "c"];
const all = (value: number, after: number, ids = FEEDS) =>
  ids.map((id) => observe(id, usd(value), { time: NOW + after }));

describe("the breaker", () => {
  const jumped = [...all(2_000, 0), ...all(2_300, 60)];

  it("opens on a jump, and news with a quorum a block later confirms it", () => {
    const { at } = makeReplay({
      policy: policyOf("majors"),
      feeds: FEEDS,
      observations: [...jumped, ...all(2_310, 71, ["a"]), ...all(2_310, 72, ["b"])],
    });
    expect(at(NOW + 60)).toMatchObject({
      status: "circuit_open",
      flags: ["jump"],
      midWad: 2_000n * WAD,
      asOfSeconds: NOW + 59,
    });
    // Eleven seconds are less than a block, and asking again is no news.
    expect(at(NOW + 71).status).toBe("circuit_open");
    expect(at(NOW + 72)).toMatchObject({
      status: "ok",
      flags: ["jump", "jump_confirmed", "rise_limited"],
    });
    expect(at(NOW + 73).flags).toEqual(["jump_confirmed", "rise_limited"]);
  });

  it("passes a quorum that has stood for half an hour without news", () => {
    const { at } = makeReplay({ policy: policyOf("majors"), feeds: FEEDS, observations: jumped });
    expect(at(NOW + 60 + 1_799).status).toBe("circuit_open");
    expect(at(NOW + 60 + 1_800)).toMatchObject({ status: "ok", midWad: 2_300n * WAD });
  });

  it("wants one vote more for five times the jump", () => {
    const far = (ids: readonly string[]) =>
      makeReplay({
        policy: policyOf("majors"),
        feeds: FEEDS,
        observations: [...all(2_000, 0), ...all(3_200, 60, [...ids]), ...all(3_201, 90, [...ids])],
      }).at(NOW + 90);
    expect(far(["a", "b"])).toMatchObject({ status: "circuit_open", midWad: 2_000n * WAD });
    expect(far(FEEDS)).toMatchObject({ status: "ok", midWad: 3_201n * WAD });
  });

  it("closes where the price comes back", () => {
    const { at } = makeReplay({
      policy: policyOf("majors"),
      feeds: FEEDS,
      observations: [...jumped, ...all(2_001, 66)],
    });
    expect(at(NOW + 66)).toMatchObject({ status: "ok", flags: [], midWad: 2_001n * WAD });
  });
});

describe("a first price", () => {
  it("needs every vote, or half an hour of a quorum", () => {
    const some = makeReplay({
      policy: policyOf("majors"),
      feeds: FEEDS,
      observations: all(2_000, 0, ["a", "b"]),
    });
    expect(some.at(NOW + 60)).toMatchObject({
      status: "unavailable",
      flags: ["first_price", "too_few"],
    });
    expect(some.at(NOW + 1_800)).toMatchObject({ status: "degraded", flags: ["too_few"] });
    const full = makeReplay({
      policy: policyOf("majors"),
      feeds: FEEDS,
      observations: all(2_000, 0),
    });
    expect(full.at(NOW)).toMatchObject({ status: "ok", midWad: 2_000n * WAD });
  });

  it("is what an outage longer than the last good price ends in: not whatever comes", () => {
    const { at } = makeReplay({
      policy: policyOf("majors"),
      feeds: FEEDS,
      observations: [...all(2_000, 0), ...all(9_000, 12_000, ["a", "b"])],
    });
    expect(at(NOW + 12_000)).toMatchObject({
      status: "unavailable",
      flags: ["first_price", "too_few"],
    });
  });
});

describe("a depeg", () => {
  const feeds = ["a", "b"];
  const depegged = [...all(1, 0, feeds), ...all(0.985, 60, feeds), ...all(0.984, 90, feeds)];
  // Within the wider spread their middle is at par; within the ordinary one they do not agree.
  const apart = [...all(0.986, 120, ["a"]), ...all(1.004, 120, ["b"])];
  const replay = (observations = [...depegged, ...apart]) =>
    makeReplay({ policy: policyOf("stables"), feeds, observations });

  it("is one at the second value that is away from par", () => {
    const { at } = replay();
    expect(at(NOW + 60).flags).not.toContain("depeg");
    expect(at(NOW + 90).flags).toContain("depeg");
  });

  it("widens the spread, and does not end by a median that only the wider spread makes", () => {
    const { at } = replay();
    for (const after of [120, 121, 180]) {
      expect(at(NOW + after)).toMatchObject({
        status: "degraded",
        flags: ["depeg", "disagree", "too_few"],
        midWad: (995n * WAD) / 1_000n,
        asOfSeconds: NOW + after,
      });
    }
  });

  it("ends where votes within the ordinary spread are back", () => {
    const { at } = replay([...depegged, ...apart, ...all(1, 150, feeds)]);
    expect(at(NOW + 150)).toMatchObject({ flags: ["rise_limited", "too_few"], midWad: WAD });
    // Outside a depeg, the same two votes disagree.
    expect(replay(apart).at(NOW + 120).midWad).toBeNull();
  });
});

describe("the limited rise", () => {
  it("is the least that any low of the window allows", () => {
    const rule = { burstBps: 100, bpsPerHour: 600, windowSeconds: 3_600 };
    const lows = [
      { valueWad: 1_000n * WAD, untilSeconds: NOW - 3_601 },
      { valueWad: 2_000n * WAD, untilSeconds: NOW - 1_800 },
      { valueWad: 2_100n * WAD, untilSeconds: NOW - 1 },
    ];
    expect(riseLimitWad(lows, rule, NOW)).toBe(2_080n * WAD);
    expect(riseLimitWad([], rule, NOW)).toBeNull();
  });
});

describe("markets that close", () => {
  const HOUR = 3_600;
  /** Monday to Friday, 14:30 to 21:00. */
  const weekly = [0, 1, 2, 3, 4].map((day) => ({
    openSecond: day * 24 * HOUR + 14.5 * HOUR,
    closeSecond: day * 24 * HOUR + 21 * HOUR,
  }));
  const friday = Date.UTC(2023, 10, 17) / 1_000;
  const monday = friday + 3 * 86_400;
  const holiday = { fromSeconds: monday + 15 * HOUR, toSeconds: monday + 16 * HOUR };
  const sessions: MarketSessions = { weekly, closures: [holiday] };

  it("knows when the running session began", () => {
    expect(openSince(sessions, friday + 15 * HOUR)).toBe(friday + 14.5 * HOUR);
    expect(openSince(sessions, friday + 21 * HOUR)).toBeNull();
    expect(openSince(sessions, holiday.fromSeconds)).toBeNull();
    expect(openSince(sessions, holiday.toSeconds)).toBe(holiday.toSeconds);
    expect(sessionBoundaries(sessions, friday + 15 * HOUR, monday + 15 * HOUR)).toEqual([
      friday + 21 * HOUR,
      monday + 14.5 * HOUR,
    ]);
  });

  it("repeats Friday's value with a fresh time, and counts from the first update of the session", () => {
    const feeds = FEEDS.map((id) => makeFeed(id, { sessions, nature: "nav" }));
    const { at } = makeReplay({
      policy: policyOf("nav"),
      feeds,
      observations: [
        friday + 20.9 * HOUR,
        friday + 30 * HOUR,
        monday + 14.4 * HOUR,
        monday + 14.6 * HOUR,
      ].flatMap((time) => FEEDS.map((id) => observe(id, usd(100), { time }))),
    });
    expect(at(friday + 20.9 * HOUR).status).toBe("ok");
    expect(at(friday + 30 * HOUR)).toMatchObject({
      status: "stale",
      flags: ["market_closed", "too_few"],
      asOfSeconds: friday + 21 * HOUR - 1,
    });
    expect(at(monday + 14.5 * HOUR).feeds[0]?.reject).toBe("market_closed");
    expect(at(monday + 14.6 * HOUR)).toMatchObject({ status: "ok", flags: [] });
  });

  it("holds a net asset value that steps too far, for a day", () => {
    const feeds = [makeFeed("nav", { nature: "nav", heartbeatSeconds: 86_400 * 4 })];
    const { at } = makeReplay({
      policy: policyOf("nav"),
      feeds,
      observations: [
        observe("nav", usd(100), { time: NOW - 90_000 }),
        observe("nav", usd(101), { time: NOW }),
      ],
    });
    expect(at(NOW)).toMatchObject({
      status: "circuit_open",
      flags: ["jump", "single_source", "too_few"],
      midWad: 100n * WAD,
    });
    expect(at(NOW + 86_399).status).toBe("circuit_open");
    expect(at(NOW + 86_400)).toMatchObject({ status: "degraded", midWad: 101n * WAD });
  });
});

describe("a feed may not vote that is", () => {
  it.each([
    ["not_a_market", { nature: "nav" }, {}],
    ["not_a_market", { nature: "fixed" }, {}],
    ["superseded", {}, { superseded: true }],
    ["decimals_changed", { decimals: 8 }, { decimals: 18 }],
    ["market_closed", {}, { marketOpen: false }],
    ["clamped", {}, { answerRange: { minimum: usd(1_981), maximum: usd(9_999) } }],
    ["clamped", {}, { answerRange: { minimum: 1n, maximum: usd(2_020) } }],
    [null, {}, { answerRange: { minimum: 1n, maximum: 2n ** 95n } }],
    [null, { decimals: 8, nature: "market" }, { marketOpen: true, superseded: false }],
  ] as const)("%s", (reject, feed, observation) => {
    const price = makeReplay({
      policy: MAJORS,
      feeds: [makeFeed("f", feed)],
      observations: [observe("f", usd(2_000), observation)],
    }).at(NOW);
    expect(price.feeds[0]?.reject).toBe(reject);
  });
});

describe("the cap of a rate", () => {
  const cap = {
    snapshotWad: 1_150_000_000_000_000_000n,
    snapshotSeconds: NOW,
    growthBpsPerYear: 968,
  };
  it("grows as Aave's adapter computes it, and bounds nothing when old", () => {
    const growth = (cap.snapshotWad * 968n * 1_000_000n) / 10_000n / 31_536_000n;
    expect(rateCapWad(cap, NOW + 86_400)).toBe(cap.snapshotWad + (growth * 86_400n) / 1_000_000n);
    expect(rateCapWad(cap, NOW - 1)).toBeNull();
    expect(rateCapWad(cap, NOW + 181 * 86_400)).toBeNull();
    expect(snapshotProblem(cap, cap.snapshotWad)).toBeNull();
    expect(snapshotProblem(cap, WAD)).toContain("indexed rate was 1000000000000000000");
  });
});

describe("the lint of the rules", () => {
  it("finds nothing in the methodology's own policies", () => {
    expect(PRICE_POLICIES.flatMap(policyRuleProblems)).toEqual([]);
  });

  it("names what cannot work", () => {
    const problems = policyRuleProblems({
      ...MAJORS,
      breaker: { jumpBps: 0, intervalSeconds: 12, boxSeconds: 7_200 },
      rise: { burstBps: -1, bpsPerHour: 600, windowSeconds: 3_600 },
      par: { parWad: WAD, depegBps: 50, depegHardSpreadBps: 200 },
      step: { stepBps: 50, windowSeconds: 86_400 },
    });
    expect(problems).toHaveLength(5);
    const derived = makePrice([], {
      id: "wstETH/USD",
      derived: {
        rateId: "wsteth",
        rateUnit: "ETH",
        basePriceId: "USDC/USD",
        marketPriceId: null,
        guard: { stepBps: 20, windowSeconds: 86_400 },
        maximumAgeSeconds: 86_400,
        cap: null,
      },
    });
    expect(derivedPriceProblems(derived)).toEqual([
      "Price wstETH/USD has a rate in ETH, but its base is USDC/USD.",
    ]);
  });
});
