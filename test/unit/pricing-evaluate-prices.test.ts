import { describe, expect, it } from "vitest";
import { createPriceReplay } from "../../src/api/pricing/create-price-replay.ts";
import { evaluatePrices } from "../../src/api/pricing/evaluate-prices.ts";
import type { Price } from "../../src/api/pricing/price.ts";
import type { Observation } from "../../src/core/observation.ts";
import { byFeed, MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";

const DOLLAR = 10n ** 18n;
const usd = (dollars: number) => BigInt(dollars) * 10n ** 8n;

const eth = makePrice(
  [makeFeed("eth-1"), makeFeed("eth-2"), makeFeed("pool", { quotedIn: "USDC/USD" })],
  { id: "ETH/USD" },
);
const usdc = makePrice([makeFeed("usdc-1"), makeFeed("usdc-2"), makeFeed("usdc-3")], {
  id: "USDC/USD",
});
const methodology = { policies: [MAJORS], prices: [eth, usdc] };

describe("evaluatePrices", () => {
  const observations = byFeed([
    observe("eth-1", usd(2_000)),
    observe("eth-2", usd(2_000)),
    observe("pool", usd(2_000)),
    observe("usdc-1", 99_000_000n),
    observe("usdc-2", 99_000_000n),
    observe("usdc-3", 99_000_000n),
  ]);
  const at = { observations, evaluatedAtSeconds: NOW, lastGood: new Map() };

  it("evaluates a unit before what is quoted in it, in whatever order they are listed", () => {
    const prices = evaluatePrices({ methodology, ...at });
    expect(prices.get("ETH/USD")?.feeds.map((feed) => feed.priceWad)).toEqual([
      2_000n * DOLLAR,
      2_000n * DOLLAR,
      1_980n * DOLLAR,
    ]);
    expect(prices.get("USDC/USD")?.midWad).toBe((99n * DOLLAR) / 100n);
  });

  it("evaluates only what is asked for and needed", () => {
    expect([...evaluatePrices({ methodology, ...at, priceIds: ["USDC/USD"] }).keys()]).toEqual([
      "USDC/USD",
    ]);
    expect([...evaluatePrices({ methodology, ...at, priceIds: ["ETH/USD"] }).keys()]).toEqual([
      "USDC/USD",
      "ETH/USD",
    ]);
  });

  it("names the prices of a cycle", () => {
    const prices = [eth, makePrice([makeFeed("x", { quotedIn: "ETH/USD" })], { id: "USDC/USD" })];
    expect(() => evaluatePrices({ methodology: { policies: [MAJORS], prices }, ...at })).toThrow(
      "ETH/USD → USDC/USD → ETH/USD",
    );
  });

  it("names a price and a policy that do not exist", () => {
    expect(() =>
      evaluatePrices({ methodology: { policies: [MAJORS], prices: [eth] }, ...at }),
    ).toThrow("no price USDC/USD, which ETH/USD is quoted in");
    expect(() => evaluatePrices({ methodology: { policies: [], prices: [usdc] }, ...at })).toThrow(
      "unknown policy majors",
    );
  });
});

describe("the last good price of a replay", () => {
  const FEEDS = ["usdc-1", "usdc-2", "usdc-3"];
  const priceAt = (
    history: ReadonlyMap<string, Observation[]>,
    evaluatedAtSeconds: number,
    priceId = "USDC/USD",
  ) =>
    createPriceReplay({ methodology, history: { feeds: history } })
      .pricesAt(evaluatedAtSeconds)
      .get(priceId);
  /** What stands in at a time for a price that cannot be made then; null where nothing does. */
  const lastGoodOf = (price: Price | undefined) => {
    expect(["stale", "no_quorum", "unavailable"]).toContain(price?.status);
    if (price === undefined || price.status === "unavailable") return null;
    const { lowWad, midWad, highWad, asOfSeconds } = price;
    return { lowWad, midWad, highWad, asOfSeconds };
  };
  const find = (history: Record<string, Observation[]>, evaluatedAtSeconds = NOW) =>
    lastGoodOf(priceAt(new Map(Object.entries(history)), evaluatedAtSeconds));
  const all = (value: bigint, time: number) =>
    Object.fromEntries(FEEDS.map((id) => [id, [observe(id, value, { time })]]));

  it("is the last second before the feeds went stale", () => {
    const found = find(all(99_000_000n, NOW - 5_000));
    expect(found).toMatchObject({ midWad: (99n * DOLLAR) / 100n, asOfSeconds: NOW - 800 });
  });

  it("is the second before the feeds began to disagree, at the price of then", () => {
    const found = find({
      "usdc-1": [observe("usdc-1", 100_000_000n, { time: NOW - 900 })],
      "usdc-2": [
        observe("usdc-2", 100_000_000n, { time: NOW - 900 }),
        observe("usdc-2", 150_000_000n, { time: NOW - 500 }),
      ],
      "usdc-3": [
        observe("usdc-3", 100_000_000n, { time: NOW - 900 }),
        observe("usdc-3", 50_000_000n, { time: NOW - 300 }),
      ],
    });
    expect(found).toEqual({
      lowWad: DOLLAR,
      midWad: DOLLAR,
      highWad: DOLLAR,
      asOfSeconds: NOW - 301,
    });
  });

  it("does not exist beyond the limit, without history, or where the feeds never agreed", () => {
    expect(find(all(99_000_000n, NOW - 3_600 - 4_201))).toBeNull();
    expect(find(all(99_000_000n, NOW - 3_600 - 4_200))?.asOfSeconds).toBe(NOW - 3_600);
    expect(find({})).toBeNull();
    expect(find({ "usdc-1": [observe("usdc-1", 100_000_000n, { time: NOW - 100 })] })).toBeNull();
  });

  it("counts an observation from the second on in which it was written", () => {
    const history = new Map(Object.entries(all(99_000_000n, NOW - 900)));
    expect(priceAt(history, NOW - 900)).toMatchObject({ status: "ok", asOfSeconds: NOW - 900 });
    expect(priceAt(history, NOW - 901)).toMatchObject({ status: "unavailable", midWad: null });
  });

  it("is found through prices that are quoted in another one, as both were then", () => {
    const history = new Map(
      [
        observe("eth-1", usd(2_000), { time: NOW - 5_000 }),
        observe("pool", usd(2_000), { time: NOW - 5_000 }),
        ...FEEDS.map((id) => observe(id, 100_000_000n, { time: NOW - 4_900 })),
      ].map((observation) => [observation.feedId, [observation]]),
    );
    const found = lastGoodOf(priceAt(history, NOW, "ETH/USD"));
    expect(found).toMatchObject({ midWad: 2_000n * DOLLAR, asOfSeconds: NOW - 800 });
  });
});
