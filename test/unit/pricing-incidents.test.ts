import { describe, expect, it } from "vitest";
import { compositionProblems } from "../../src/api/methodology/lint-price-rules.ts";
import type { MethodologyFeed, PricePolicy } from "../../src/api/methodology/methodology.ts";
import { checkBridgedSupply } from "../../src/api/pricing/check-bridged-supply.ts";
import { createPriceReplay } from "../../src/api/pricing/create-price-replay.ts";
import type { Price } from "../../src/api/pricing/price.ts";
import type { Observation } from "../../src/core/observation.ts";
import type { RateCap } from "../../src/core/rate-observation.ts";
import { makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";
import { historyOf, makeReplay, policyOf } from "../support/pricing/make-replay.ts";

/*
 * The incidents of the reference, replayed. Culprit values are as reported; where a vector needs
 * other feeds, their values are chosen and plausible. Values are in 10^-8 dollars: what each feed
 * said, what a plain median of the feeds would have said, and what Ballast says.
 */
type Said = readonly [feed: string, dollars: number, afterSeconds: number];

const raw = (dollars: number) => BigInt(Math.round(dollars * 1e8));
const wad = (dollars: number) => raw(dollars) * 10n ** 10n;
const said = (list: readonly Said[]): Observation[] =>
  list.map(([feed, dollars, after]) => observe(feed, raw(dollars), { time: NOW + after }));
const dollars = (price: Price) => ({
  status: price.status,
  low: price.lowWad === null ? null : Number(price.lowWad) / 1e18,
  mid: price.midWad === null ? null : Number(price.midWad) / 1e18,
});
const rejects = (price: Price) =>
  Object.fromEntries(
    price.feeds.flatMap(({ feedId, reject }) => (reject ? [[feedId, reject]] : [])),
  );

/** What the middle of the last values would have been, with every feed one vote and no questions. */
function plainMedian(list: readonly Said[]): number {
  const last = new Map(list.map(([feed, value]) => [feed, value]));
  const sorted = [...last.values()].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle - 1)] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function replay(
  policy: string | PricePolicy,
  feeds: readonly (string | MethodologyFeed)[],
  list: readonly Said[],
) {
  return makeReplay({
    policy: typeof policy === "string" ? policyOf(policy) : policy,
    feeds,
    observations: said(list),
  });
}

const spot = (id: string, upstream: string[]): MethodologyFeed =>
  makeFeed(id, {
    upstream,
    source: {
      kind: "uniswap-v3",
      pool: "0x0000000000000000000000000000000000000001",
      baseToken: "0x0000000000000000000000000000000000000002",
      baseDecimals: 18,
      quoteDecimals: 18,
      windowSeconds: 1_800,
    },
  });
const all = (feeds: readonly string[], value: number, after: number): Said[] =>
  feeds.map((feed) => [feed, value, after]);

describe("false prices do not pass", () => {
  it("2 · Synthetix XAG, 2020: one source with another metal's price is an outlier, or alone a jump", () => {
    const wrong: Said[] = [...all(["chainlink", "b", "c"], 17.8, 0), ["chainlink", 170, 60]];
    expect(plainMedian(wrong)).toBe(17.8);
    const price = replay("majors", ["chainlink", "b", "c"], wrong).at(NOW + 60);
    expect([dollars(price).mid, price.status, rejects(price)]).toEqual([
      17.8,
      "degraded",
      { chainlink: "outlier" },
    ]);
    const alone: Said[] = [
      ["chainlink", 17.8, 0],
      ["chainlink", 170, 60],
    ];
    expect(plainMedian(alone)).toBe(170);
    expect(dollars(replay("majors", ["chainlink"], alone).at(NOW + 60))).toEqual({
      status: "circuit_open",
      low: 17.8,
      mid: 17.8,
    });
  });

  it("3 · bZx sUSD, 2020-02-18: a pool's spot price never votes", () => {
    const feeds = [spot("uniswap", ["pool:sUSD"]), spot("kyber", ["pool:sUSD"]), "a", "b"];
    const list: Said[] = [
      ...all(["uniswap", "kyber", "a", "b"], 1, -1_900),
      ["uniswap", 2.2, 60],
      ["kyber", 2.2, 60],
    ];
    expect(plainMedian(list)).toBe(1.6);
    const { at } = makeReplay({
      policy: policyOf("stables"),
      feeds,
      observations: said(list).map((one) => ({ ...one, logIndex: 3 })),
    });
    const price = at(NOW + 60);
    expect([dollars(price).mid, rejects(price)]).toEqual([
      1,
      { uniswap: "same_block_spot", kyber: "same_block_spot" },
    ]);
  });

  it("5 · Compound DAI, 2020-11-26: one exchange and what is anchored to it are one vote", () => {
    const coinbase = ["coinbase"];
    const feeds = [
      makeFeed("coinbase", { upstream: coinbase }),
      makeFeed("anchored", { upstream: coinbase }),
      "kraken",
      "bitfinex",
    ];
    const ids = ["coinbase", "anchored", "kraken", "bitfinex"];
    const list: Said[] = [
      ...all(ids, 1, 0),
      ["kraken", 1.002, 30],
      ["bitfinex", 1.006, 30],
      ["coinbase", 1.3, 60],
      ["anchored", 1.3, 60],
    ];
    expect(plainMedian(list)).toBeCloseTo(1.153);
    const price = replay("stables", feeds, list).at(NOW + 60);
    expect([price.status, dollars(price).mid]).toEqual(["degraded", 1.004]);
    expect(rejects(price)).toEqual({ coinbase: "outlier", anchored: "outlier" });
  });

  it("7 · Inverse INV, 2022-04-02: a single mean over time × 50 is held, and lends nothing meanwhile", () => {
    const list: Said[] = [
      ["keep3r", 380, 0],
      ["keep3r", 19_000, 600],
      ["keep3r", 18_900, 660],
    ];
    expect(plainMedian(list)).toBe(18_900);
    const { at } = replay("long-tail", ["keep3r"], list);
    for (const after of [600, 660, 1_500]) {
      expect(dollars(at(NOW + after))).toEqual({ status: "circuit_open", low: 380, mid: 380 });
    }
    // Passed by time: the mid follows, the low side does not.
    const later = dollars(at(NOW + 2_400));
    expect([later.mid, (later.low ?? 0) < 380 * 1.04]).toEqual([18_900, true]);
  });

  it("12 · Mango MNGO, 2022-10-11: pumped on every venue, collateral counts for 0.0412", () => {
    const venues = ["ftx", "ascendex", "serum"];
    const list: Said[] = all(venues, 0.04, 0);
    for (let minute = 1; minute <= 30; minute += 1) {
      list.push(...all(venues, 0.04 * (0.91 / 0.04) ** (minute / 30), minute * 60));
    }
    expect(plainMedian(list)).toBeCloseTo(0.91);
    const price = replay("long-tail", venues, list).at(NOW + 59 + 1_800);
    expect(price.midWad).toBe(wad(0.91));
    expect(price.lowWad).toBe(wad(0.0412));
    expect(price.flags).toContain("rise_limited");
  });

  it("15 · ezETH, 2024-04-24: one pool at a quarter of the price is an outlier", () => {
    const list: Said[] = [
      ...all(["uniswap", "redstone", "chainlink"], 2_548, 0),
      ["redstone", 2_530, 60],
      ["uniswap", 688, 60],
    ];
    const price = replay("staked", ["uniswap", "redstone", "chainlink"], list).at(NOW + 60);
    expect([price.status, dollars(price).low, rejects(price)]).toEqual([
      "degraded",
      2_530,
      { uniswap: "outlier" },
    ]);
  });

  it.each([
    ["USDe", "stables", 1, 0.65, 0.995, 0.998],
    ["wBETH", "staked", 4_100, 463, 3_780, 3_790],
  ])(
    "20 · %s on Binance, 2025-10-10: a venue and the indexes made of it are one vote",
    (_, policy, before, binance, b, c) => {
      const venue = { upstream: ["binance"] };
      const feeds = [makeFeed("binance", venue), makeFeed("index", venue), "b", "c"];
      const list: Said[] = [
        ...all(["binance", "index", "b", "c"], before, 0),
        ["b", b, 30],
        ["c", c, 30],
        ["binance", binance, 60],
        ["index", binance, 60],
      ];
      expect(plainMedian(list)).toBeLessThan(0.84 * before);
      const price = replay(policy, feeds, list).at(NOW + 60);
      expect([price.status, price.midWad]).toEqual(["degraded", (wad(b) + wad(c)) / 2n]);
    },
  );

  it("22 · Stream xUSD and 27 · Resolv USR: a constant never votes, the market does", () => {
    const fixed = { nature: "fixed", upstream: ["constant"] } as const;
    const feeds = [
      makeFeed("euler", fixed),
      makeFeed("morpho", fixed),
      makeFeed("silo", fixed),
      "curve",
      "uniswap",
    ];
    const constants = ["euler", "morpho", "silo"];
    const xUsd: Said[] = [
      ...all(constants, 1.26, 0),
      ...all(["curve", "uniswap"], 1.15, 0),
      ...all(["curve", "uniswap"], 0.27, 600),
      ...all(["curve", "uniswap"], 0.1, 1_200),
    ];
    expect(plainMedian(xUsd)).toBe(1.26);
    const price = replay("long-tail", feeds, xUsd).at(NOW + 1_200 + 1_800);
    expect(dollars(price)).toEqual({ status: "degraded", low: 0.1, mid: 0.1 });
    expect(rejects(price)).toEqual(Object.fromEntries(constants.map((id) => [id, "not_a_market"])));

    const usr: Said[] = all([...constants, "curve", "uniswap"], 1, -1_900);
    for (let minute = 0; minute <= 17; minute += 1) {
      usr.push(...all(["curve", "uniswap"], 0.025 ** (minute / 17), minute * 60));
    }
    expect(plainMedian(usr)).toBe(1);
    const collapsed = replay("stables", feeds, usr).at(NOW + 1_020 + 1_800);
    expect(dollars(collapsed)).toEqual({ status: "degraded", low: 0.025, mid: 0.025 });
    expect(collapsed.flags).toContain("depeg");
  });
});

describe("rates", () => {
  const base = makePrice([makeFeed("x"), makeFeed("y"), makeFeed("z")]);
  const derivedAt = (
    rates: readonly (readonly [rate: string, after: number])[],
    after: number,
    { cap = null, market = null }: { cap?: RateCap | null; market?: number | null } = {},
  ) => {
    const scaled = (text: string) => BigInt(text.replace(".", "").padEnd(19, "0"));
    const marketPrice = makePrice([makeFeed("m1"), makeFeed("m2"), makeFeed("m3")], {
      id: "LST-market/USD",
      policyId: "staked",
    });
    const derived = makePrice([], {
      id: "LST/USD",
      derived: {
        rateId: "rate",
        rateUnit: "ETH",
        basePriceId: "ETH/USD",
        marketPriceId: market === null ? null : "LST-market/USD",
        guard: { stepBps: 20, windowSeconds: 86_400 },
        maximumAgeSeconds: 172_800,
        cap,
      },
    });
    const values: Said[] = [
      ...all(["x", "y", "z"], 2_000, after),
      ...(market === null ? [] : all(["m1", "m2", "m3"], market, after)),
    ];
    const price = createPriceReplay({
      methodology: {
        prices: [base, marketPrice, derived],
        policies: [policyOf("majors"), policyOf("staked")],
      },
      history: {
        feeds: historyOf(said(values)),
        rates: new Map([
          [
            "rate",
            rates.map(([rate, at]) => ({
              rateId: "rate",
              chainId: 1,
              rateWad: scaled(rate),
              confidenceBps: null,
              sourceTimeSeconds: NOW + at,
              writeTimeSeconds: NOW + at,
            })),
          ],
        ]),
      },
    })
      .pricesAt(NOW + after)
      .get("LST/USD");
    if (price === undefined) throw new Error("There is no derived price.");
    return price;
  };
  const DAY = 86_400;

  it("4 · Harvest fUSDC, 2020-10-26: a share that moves 1 % in a block is held; its low counts at once", () => {
    const price = derivedAt(
      [
        ["0.980", -DAY],
        ["0.970", 0],
      ],
      0,
    );
    expect(price).toMatchObject({ status: "degraded", flags: ["rate_jump"] });
    expect([price.lowWad, price.midWad]).toEqual([wad(1_940), wad(1_960)]);
    // One day later it is what it says.
    expect(
      derivedAt(
        [
          ["0.980", -DAY],
          ["0.970", 0],
        ],
        DAY,
      ),
    ).toMatchObject({ status: "ok", flags: [] });
  });

  it("21 · Moonwell wrsETH, 2025-11-04: 1,649,934 for 1.057 is held", () => {
    const price = derivedAt(
      [
        ["1.057", -DAY],
        ["1.0571", -3_600],
      ],
      0,
    );
    expect(price).toMatchObject({ status: "ok", midWad: wad(2_114.2) });
    const rates = [
      ["1.057", -DAY],
      ["1.0571", -3_600],
    ] as const;
    const jumped = createJump(rates);
    expect(jumped).toMatchObject({ status: "degraded", flags: ["rate_jump"], midWad: wad(2_114) });

    function createJump(before: readonly (readonly [string, number])[]) {
      // 1,649,934 ETH: seven digits before the point.
      return derivedAt([...before, [`1649934.${"0".repeat(18)}`, 0]], 0);
    }
  });

  it("26 · Aave's CAPO for wstETH, 2026-03-10: a cap below an honest rate is the cap's mistake", () => {
    const cap = { snapshotWad: wad(1.1933947), snapshotSeconds: NOW - 60, growthBpsPerYear: 0 };
    const price = derivedAt(
      [
        ["1.22840", -DAY],
        ["1.22850", -3_600],
      ],
      0,
      { cap },
    );
    expect(price).toMatchObject({
      status: "degraded",
      flags: ["cap_misconfigured"],
      lowWad: wad(2_457),
      derived: { capWad: wad(1.1933947), fundamentalWad: wad(2_457) },
    });
  });

  it("caps a rate that jumped, and counts collateral at the market where that is lower", () => {
    const cap = { snapshotWad: wad(1.05), snapshotSeconds: NOW - 60, growthBpsPerYear: 1_000 };
    expect(
      derivedAt(
        [
          ["1.060", -DAY],
          ["1.200", 0],
        ],
        0,
        { cap },
      ).flags,
    ).toEqual(["capped", "rate_jump"]);
    const price = derivedAt([["1.060", -DAY]], 0, { market: 1_900 });
    expect([price.lowWad, price.midWad, price.highWad]).toEqual([
      wad(1_900),
      wad(2_120),
      wad(2_120),
    ]);
    expect(derivedAt([], 0)).toMatchObject({ status: "unavailable", midWad: null });
  });
});

describe("what no feed can tell", () => {
  it("9 · LUNA, 2022-05-12: a paused feed goes stale; one at its minimum lends nothing", () => {
    const feed = makeFeed("chainlink", { heartbeatSeconds: 3_600 });
    const { at } = replay("long-tail", [feed], [["chainlink", 0.107, 0]]);
    expect(dollars(at(NOW + 4_200)).mid).toBe(0.107);
    expect(dollars(at(NOW + 4_201))).toMatchObject({ status: "stale", mid: 0.107 });
    expect(dollars(at(NOW + 4_200 + 3_601))).toEqual({
      status: "unavailable",
      low: null,
      mid: null,
    });

    const answerRange = { minimum: raw(0.1), maximum: raw(10_000) };
    const clamped = makeReplay({
      policy: policyOf("long-tail"),
      feeds: [feed],
      observations: said([
        ["chainlink", 0.107, 0],
        ["chainlink", 0.1, 600],
      ]).map((one) => ({
        ...one,
        answerRange,
      })),
    }).at(NOW + 600);
    expect(dollars(clamped)).toEqual({ status: "stale", low: 0, mid: 0.107 });
    expect([clamped.flags.includes("clamped"), rejects(clamped)]).toEqual([
      true,
      { chainlink: "clamped" },
    ]);
  });

  it("17 · Morpho PAXG, 2024-10-13, and 24 · Moonwell cbETH, 2026-02-15: refused when they are registered", () => {
    const registered = (id: string, reference: number) =>
      makePrice([], {
        id,
        reference: { priceWad: wad(reference), source: "an exchange", timeSeconds: NOW },
      });
    const prices = [
      registered("PAXG/USD", 2_650),
      registered("cbETH/USD", 2_200),
      registered("DAI/USD", 1),
    ];
    const composed = new Map([
      ["PAXG/USD", wad(2_650) * 10n ** 12n],
      ["cbETH/USD", wad(1.12)],
      ["DAI/USD", wad(0.99)],
    ]);
    const problems = compositionProblems({ prices }, composed);
    expect(problems.map((problem) => problem.split(" ")[1])).toEqual(["PAXG/USD", "cbETH/USD"]);
    // Had it been in force already, the breaker would have held the price.
    const list: Said[] = [
      ["cbeth", 2_200, 0],
      ["cbeth", 1.12, 60],
    ];
    expect(dollars(replay("staked", ["cbeth"], list).at(NOW + 60))).toMatchObject({
      status: "circuit_open",
      low: 2_200,
    });
  });

  it("28 · Kelp rsETH, 2026-04-18: 116,500 of the remote tokens have nothing behind them", () => {
    const token = 10n ** 18n;
    const supply = checkBridgedSupply({
      escrow: [{ chainId: 1, amount: 530_722n * token, decimals: 18 }],
      remote: [
        { chainId: 42_161, amount: 600_000n * token, decimals: 18 },
        { chainId: 8_453, amount: 47_222n * 10n ** 6n, decimals: 6 },
      ],
    });
    expect(supply).toMatchObject({ backed: false, missing: 116_500n * token });
  });

  it.each([
    [
      "Arbitrum, 2023-12-15",
      [
        [0, false],
        [4_800, true],
      ],
    ],
    [
      "Base, 2025-08-05",
      [
        [0, false],
        [1_980, true],
      ],
    ],
  ] as const)("a sequencer's outage: %s", (_, changes) => {
    const { at } = sequencerReplay(changes);
    const up = changes[1][0];
    expect(rejects(at(NOW + 60))).toMatchObject({ l2: "sequencer_down" });
    expect(rejects(at(NOW + up + 3_600))).toMatchObject({ l2: "sequencer_grace" });
    expect(rejects(at(NOW + up + 3_601))).toEqual({});
  });

  it("Base, June 2026: two outages in a row, and the grace starts anew", () => {
    const { at } = sequencerReplay([
      [0, false],
      [6_960, true],
      [9_000, false],
      [10_200, true],
    ]);
    expect(rejects(at(NOW + 9_100))).toMatchObject({ l2: "sequencer_down" });
    const inGrace = at(NOW + 10_560);
    expect(rejects(inGrace)).toMatchObject({ l2: "sequencer_grace" });
    expect([inGrace.status, inGrace.flags]).toEqual(["degraded", ["sequencer", "too_few"]]);
    expect(at(NOW + 13_801)).toMatchObject({ status: "ok", flags: [] });
  });

  function sequencerReplay(changes: readonly (readonly [after: number, up: boolean])[]) {
    const long = { heartbeatSeconds: 86_400 };
    const reports = [[-86_400, true] as const, ...changes].map(([after, up]) => ({
      up,
      sinceSeconds: NOW + after,
      writeTimeSeconds: NOW + after,
    }));
    return makeReplay({
      policy: policyOf("majors"),
      feeds: [
        makeFeed("l2", { chainId: 8_453, ...long }),
        makeFeed("b", long),
        makeFeed("c", long),
      ],
      observations: said(all(["l2", "b", "c"], 2_000, -60)),
      sequencers: new Map([[8_453, { graceSeconds: 3_600, reports }]]),
    });
  }
});
