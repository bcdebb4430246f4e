import { describe, expect, it } from "vitest";
import type { MethodologyFeed } from "../../src/api/methodology/methodology.ts";
import { evaluatePrice } from "../../src/api/pricing/evaluate-price.ts";
import type { Price } from "../../src/api/pricing/price.ts";
import { WAD } from "../../src/core/fixed-point.ts";
import type { Observation } from "../../src/core/observation.ts";
import { byFeed, MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";

function evidenceOf({
  feed = {},
  observation,
  conversions = new Map(),
  presentChainIds,
}: {
  feed?: Partial<MethodologyFeed>;
  observation?: Observation;
  conversions?: ReadonlyMap<string, Price>;
  presentChainIds?: ReadonlySet<number>;
}) {
  const price = evaluatePrice({
    price: makePrice([makeFeed("f", feed)]),
    policy: MAJORS,
    observations: byFeed(observation === undefined ? [] : [observation]),
    conversions,
    evaluatedAtSeconds: NOW,
    lastGood: null,
    presentChainIds,
  });
  const [evidence] = price.feeds;
  if (evidence === undefined) throw new Error("No evidence for the only feed.");
  return evidence;
}

const ETH = 200_000_000_000n;

describe("a feed may not vote", () => {
  it.each<[string, Parameters<typeof evidenceOf>[0]]>([
    ["missing", {}],
    ["chain_missing", { observation: observe("f", ETH), presentChainIds: new Set([2]) }],
    ["thin", { feed: { minimumDepthWad: 1n }, observation: observe("f", ETH) }],
    [
      "thin",
      {
        feed: { minimumDepthWad: 1_000n * WAD },
        observation: { ...observe("f", ETH), depth: { raw: 999_999_999n, decimals: 6 } },
      },
    ],
    ["non_positive", { observation: observe("f", 0n) }],
    ["non_positive", { observation: observe("f", -ETH) }],
    ["zero_ts", { observation: observe("f", ETH, { time: 0 }) }],
    ["future_ts", { observation: observe("f", ETH, { time: NOW + 1 }) }],
    [
      "future_ts",
      { feed: { futureToleranceSeconds: 60 }, observation: observe("f", ETH, { time: NOW + 61 }) },
    ],
    ["stale", { observation: observe("f", ETH, { time: NOW - 4_201 }) }],
    [
      "stale",
      {
        feed: { heartbeatSeconds: 86_400 },
        observation: observe("f", ETH, { time: NOW - 95_041 }),
      },
    ],
    [
      "out_of_bounds",
      { feed: { minimumWad: 3_000n * 10n ** 18n }, observation: observe("f", ETH) },
    ],
    [
      "out_of_bounds",
      { feed: { maximumWad: 1_999n * 10n ** 18n }, observation: observe("f", ETH) },
    ],
    ["out_of_bounds", { observation: observe("f", ETH, { decimals: 400 }) }],
    ["conf_wide", { observation: observe("f", ETH, { rawConfidence: ETH / 50n + 1n }) }],
    [
      "same_block_spot",
      {
        feed: {
          source: {
            kind: "uniswap-v3",
            pool: "0x0000000000000000000000000000000000000001",
            baseToken: "0x0000000000000000000000000000000000000002",
            baseDecimals: 18,
            quoteDecimals: 6,
            windowSeconds: 1_800,
          },
        },
        observation: observe("f", ETH, { logIndex: 4 }),
      },
    ],
  ])("%s", (code, parameters) => {
    expect(evidenceOf(parameters)).toMatchObject({ reject: code, voted: false });
  });

  it.each<[string, Parameters<typeof evidenceOf>[0]]>([
    [
      "at its future tolerance",
      {
        feed: { futureToleranceSeconds: 60 },
        observation: observe("f", ETH, { time: NOW + 60 }),
      },
    ],
    [
      "at heartbeat and a tenth",
      {
        feed: { heartbeatSeconds: 86_400 },
        observation: observe("f", ETH, { time: NOW - 95_040 }),
      },
    ],
    ["at the widest confidence", { observation: observe("f", ETH, { rawConfidence: ETH / 50n }) }],
    [
      "at its bounds",
      {
        feed: { minimumWad: 2_000n * 10n ** 18n, maximumWad: 2_000n * 10n ** 18n + 1n },
        observation: observe("f", ETH),
      },
    ],
  ])("but it may %s", (_, parameters) => {
    expect(evidenceOf(parameters)).toMatchObject({ reject: null, voted: true });
  });
});

describe("normalising", () => {
  it.each([
    ["Chainlink's 8 decimals", 261_371_000_000n, 8, 2_613_710_000_000_000_000_000n],
    ["Chronicle's 18 decimals", 2_613_710_000_000_000_000_001n, 18, 2_613_710_000_000_000_000_001n],
    ["a Pyth exponent of -5", 261_371_000n, 5, 2_613_710_000_000_000_000_000n],
    ["a positive Pyth exponent", 2n, -3, 2_000_000_000_000_000_000_000n],
    ["more than 18 decimals, rounded down", 19_999n, 22, 1n],
  ])("%s", (_, rawValue, decimals, priceWad) => {
    expect(evidenceOf({ observation: observe("f", rawValue, { decimals }) }).priceWad).toBe(
      priceWad,
    );
  });

  it("states the confidence in basis points, rounded up", () => {
    const observation = observe("f", ETH, { rawConfidence: ETH / 10_000n + 1n });
    expect(evidenceOf({ observation }).confidenceBps).toBe(2);
  });
});

describe("a feed quoted in another asset", () => {
  const usdc = (overrides: Partial<Price>): ReadonlyMap<string, Price> =>
    new Map([
      [
        "USDC/USD",
        {
          priceId: "USDC/USD",
          status: "ok",
          flags: [],
          lowWad: 870_000_000_000_000_000n,
          midWad: 880_000_000_000_000_000n,
          highWad: 890_000_000_000_000_000n,
          asOfSeconds: NOW,
          evaluatedAtSeconds: NOW,
          spreadBps: 0,
          quorum: { needed: 2, had: 3, configured: 3 },
          feeds: [],
          ...overrides,
        },
      ],
    ]);
  const pool = { feed: { quotedIn: "USDC/USD" }, observation: observe("f", 227_272_727_273n) };

  it("is worth its unit's mid: 2272.72727273 USDC at 0.88 are 2000.0000000024 USD", () => {
    expect(evidenceOf({ ...pool, conversions: usdc({}) })).toMatchObject({
      priceWad: 2_000_000_000_002_400_000_000n,
      reject: null,
    });
  });

  it.each(["stale", "no_quorum", "circuit_open", "unavailable"] as const)(
    "has no value while its unit is %s, even where a last good price stands in",
    (status) => {
      const evidence = evidenceOf({ ...pool, conversions: usdc({ status }) });
      expect(evidence).toMatchObject({ priceWad: null, reject: "base_unavailable" });
    },
  );

  it("brings the doubt of a degraded unit along: the flag, and no ok that rests on its vote", () => {
    const evaluate = (ids: readonly string[], status: "ok" | "degraded") =>
      evaluatePrice({
        price: makePrice([
          ...ids.map((id) => makeFeed(id)),
          makeFeed("pool", { quotedIn: "USDC/USD" }),
        ]),
        policy: MAJORS,
        observations: byFeed([
          ...ids.map((id) => observe(id, ETH)),
          observe("pool", 227_272_727_273n),
        ]),
        conversions: usdc({ status }),
        evaluatedAtSeconds: NOW,
        lastGood: null,
      });
    expect(evaluate(["a", "b"], "ok")).toMatchObject({ status: "ok", flags: [] });
    expect(evaluate(["a", "b"], "degraded")).toMatchObject({
      status: "degraded",
      flags: ["converted_degraded"],
    });
    expect(evaluate(["a", "b", "c", "d"], "degraded")).toMatchObject({
      status: "ok",
      flags: ["converted_degraded"],
    });
  });

  it("cannot be evaluated before its unit", () => {
    expect(() => evidenceOf(pool)).toThrow(expect.objectContaining({ code: "conversion-missing" }));
  });
});
