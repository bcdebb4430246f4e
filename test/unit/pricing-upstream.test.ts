import { describe, expect, it } from "vitest";
import { evaluatePrice } from "../../src/api/pricing/evaluate-price.ts";
import { groupByUpstream } from "../../src/api/pricing/group-by-upstream.ts";
import { byFeed, MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";

describe("groupByUpstream", () => {
  it("joins feeds that share a tag, also through a third feed", () => {
    const groups = groupByUpstream([
      { id: "aave-wrapper", upstream: ["chainlink:ETH/USD"] },
      { id: "blend", upstream: ["kraken", "chainlink:ETH/USD"] },
      { id: "kraken", upstream: ["kraken"] },
      { id: "pyth", upstream: ["pyth:ETH/USD"] },
      { id: "untagged", upstream: [] },
    ]);
    expect([...groups]).toEqual([
      ["aave-wrapper", 0],
      ["blend", 0],
      ["kraken", 0],
      ["pyth", 1],
      ["untagged", 2],
    ]);
  });

  it("does not take a feed's name for a tag", () => {
    const groups = groupByUpstream([
      { id: "pyth", upstream: ["a"] },
      { id: "other", upstream: ["pyth"] },
    ]);
    expect(new Set(groups.values()).size).toBe(2);
  });
});

describe("mirrors of one feed", () => {
  const feeds = [
    makeFeed("chainlink-1", { upstream: ["chainlink:ETH/USD"] }),
    makeFeed("chainlink-2", { upstream: ["chainlink:ETH/USD"], chainId: 2 }),
    makeFeed("pyth"),
    makeFeed("redstone"),
  ];
  const usd = (dollars: number) => BigInt(dollars) * 10n ** 8n;
  const evaluate = (answers: Record<string, number>) =>
    evaluatePrice({
      price: makePrice(feeds),
      policy: MAJORS,
      observations: byFeed(Object.entries(answers).map(([id, value]) => observe(id, usd(value)))),
      conversions: new Map(),
      evaluatedAtSeconds: NOW,
      lastGood: null,
    });

  it("are one vote, the lower of two, in the votes and in the quorum", () => {
    const price = evaluate({
      "chainlink-1": 2_010,
      "chainlink-2": 2_000,
      pyth: 2_004,
      redstone: 2_006,
    });
    expect(price).toMatchObject({
      status: "ok",
      midWad: 2_004n * 10n ** 18n,
      quorum: { needed: 2, had: 3, configured: 3 },
    });
    expect(price.feeds.map((feed) => [feed.feedId, feed.voteGroup, feed.voted])).toEqual([
      ["chainlink-1", 0, false],
      ["chainlink-2", 0, true],
      ["pyth", 1, true],
      ["redstone", 2, true],
    ]);
  });

  it("stand in for each other", () => {
    expect(evaluate({ "chainlink-1": 2_010, pyth: 2_004, redstone: 2_006 })).toMatchObject({
      status: "ok",
      midWad: 2_006n * 10n ** 18n,
    });
  });

  it("cannot outvote two others by being many", () => {
    const price = evaluate({
      "chainlink-1": 3_000,
      "chainlink-2": 3_000,
      pyth: 2_004,
      redstone: 2_006,
    });
    expect(price).toMatchObject({ status: "degraded", midWad: 2_005n * 10n ** 18n });
    expect(price.feeds.map((feed) => feed.reject)).toEqual(["outlier", "outlier", null, null]);
  });

  it("are named outliers where the other mirror speaks for them", () => {
    const price = evaluate({
      "chainlink-1": 3_000,
      "chainlink-2": 2_000,
      pyth: 2_004,
      redstone: 2_006,
    });
    expect(price).toMatchObject({ status: "ok", flags: ["outlier"], midWad: 2_004n * 10n ** 18n });
    expect(price.feeds[0]).toMatchObject({
      feedId: "chainlink-1",
      reject: "outlier",
      voted: false,
    });
  });
});
