import { describe, expect, it } from "vitest";
import { countFeeds } from "../../web/src/views/chains/count-feeds.ts";
import { judgeChain } from "../../web/src/views/chains/judge-chain.ts";
import { type AtRiskEvent, afterEvent, keyOf } from "../../web/src/views/risk/at-risk-list.ts";

const quantity = (raw: string) => ({ decimal: raw, raw, decimals: 0 });
const item = (account: string, health: string, part = 0) =>
  ({
    ...{ account, part, chain: "eip155:31337", protocol: "aave-v3", marketId: "aave-v3:main" },
    healthFactor: quantity(health),
  }) as NonNullable<AtRiskEvent["items"]>[number] & NonNullable<AtRiskEvent["unknown"]>[number];
const moment = (at: string) => ({ at, evaluatedAt: 1, blocks: [] });
const accounts = (some: readonly { account: string }[]) => some.map(({ account }) => account);

describe("the list at risk after the stream's events", () => {
  const start = afterEvent(null, "reset", {
    ...moment("a"),
    items: [item("0x2", "20"), item("0x1", "3"), item("0x3", "3")],
    unknown: [item("0x9", "0")],
  });

  it("begins with a reset, by health and then by account, as the route orders it", () => {
    expect(accounts(start!.items)).toEqual(["0x1", "0x3", "0x2"]);
    expect(accounts(start!.unknown)).toEqual(["0x9"]);
    expect(afterEvent(null, "at-risk", { ...moment("b"), items: [] })).toBeNull();
  });

  it("moves, adds and takes away by place, and lets an entry become unknown", () => {
    const after = afterEvent(start, "at-risk", {
      ...moment("b"),
      items: [item("0x2", "1"), item("0x1", "5", 1)],
      unknown: [item("0x3", "0")],
      gone: [item("0x9", "0")],
    })!;
    expect(after.items.map(keyOf)).toEqual(
      [item("0x2", "1"), item("0x1", "3"), item("0x1", "5", 1)].map(keyOf),
    );
    expect(accounts(after.unknown)).toEqual(["0x3"]);
    expect(after.at).toBe("b");
  });

  it("goes on in time where nothing changed, and forgets all at a reset", () => {
    expect(afterEvent(start, "vector", moment("c"))).toEqual({ ...start, ...moment("c") });
    expect(afterEvent(start, "reset", { ...moment("d"), items: [], unknown: [] })).toEqual({
      ...{ ...moment("d"), items: [], unknown: [] },
    });
  });
});

describe("a chain's state", () => {
  const chain = {
    ...{ chain: "eip155:1", name: "Ethereum", ageSeconds: 10 },
    indexed: { number: 100, time: 1_000 },
    head: { number: 100, time: 1_000 },
    lag: { blocks: 0, seconds: 0 },
  };
  const status = (changes: object, intervalSeconds: number | null = 12) =>
    judgeChain({ chain: { ...chain, ...changes }, intervalSeconds }).status;

  it("is judged by the pace of its blocks", () => {
    expect(status({})).toBe("up to date");
    expect(status({ ageSeconds: 40 })).toBe("delayed");
    expect(status({ ageSeconds: 200 })).toBe("stale");
    expect(status({ ageSeconds: 200 }, 60)).toBe("delayed");
    expect(status({ lag: { blocks: 90, seconds: 1_000 } })).toBe("stale");
  });

  it("is no good news while nothing is known", () => {
    expect(status({ indexed: null })).toBe("not indexed");
    expect(status({ head: null })).toBe("node silent");
  });
});

it("counts feeds by chain and kind: late by the age of their rule, silent without a value", () => {
  const feed = (id: string, ageSeconds: number | null, chain: string | null = "eip155:1") =>
    ({
      ...{ id, kind: "pyth", chain, maximumAgeSeconds: 60 },
      last: ageSeconds === null ? null : { ageSeconds },
    }) as Parameters<typeof countFeeds>[0][number];
  const feeds = [feed("a", 60), feed("b", 61), feed("c", null), feed("d", 1, null)];
  expect(countFeeds(feeds)).toEqual([
    {
      ...{ chain: "eip155:1", kind: "pyth", feeds: 3, alive: 1, newestAgeSeconds: 60 },
      ...{ late: ["b"], silent: ["c"] },
    },
    {
      ...{ chain: null, kind: "pyth", feeds: 1, alive: 1, newestAgeSeconds: 1 },
      ...{ late: [], silent: [] },
    },
  ]);
});
