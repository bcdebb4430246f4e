import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../config/environment.ts";
import { budgetKey, createBudgetStore } from "../../src/api/access/budget-store.ts";
import { clientAddress } from "../../src/api/access/client-address.ts";
import { createKeyFinder } from "../../src/api/access/find-key.ts";
import { readAccessRules } from "../../src/api/access/read-access-rules.ts";
import { requestCost } from "../../src/api/access/request-cost.ts";
import { namesEntityTag } from "../../src/api/http/entity-tag.ts";

describe("who asks", () => {
  const of = (socketAddress: string, forwardedFor: string | undefined, trustedProxies: number) =>
    clientAddress({ socketAddress, forwardedFor, trustedProxies });

  it.each([
    ["10.0.0.1", "203.0.113.7", 0, "10.0.0.1"],
    ["10.0.0.1", undefined, 1, "10.0.0.1"],
    ["10.0.0.1", "203.0.113.7", 1, "203.0.113.7"],
    // What a caller writes itself stands to the left of what our proxy appends.
    ["10.0.0.1", "1.1.1.1, 203.0.113.7", 1, "203.0.113.7"],
    ["10.0.0.1", "1.1.1.1, 203.0.113.7, 10.0.0.2", 2, "203.0.113.7"],
    // It has not come through all of the proxies.
    ["10.0.0.1", "203.0.113.7", 2, "10.0.0.1"],
    ["10.0.0.1", "not an address", 1, "10.0.0.1"],
    ["10.0.0.1", "203.0.113.7:4711", 1, "203.0.113.7"],
    ["::ffff:203.0.113.7", undefined, 0, "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", undefined, 0, "2001:db8:1:2::/64"],
    ["10.0.0.1", "[2001:db8::1]:443", 1, "2001:db8:0:0::/64"],
    ["::1", undefined, 0, "0:0:0:0::/64"],
  ])("%s with %j through %i proxies is %s", (socket, forwarded, proxies, expected) => {
    expect(of(socket, forwarded, proxies)).toBe(expected);
  });
});

describe("budgets", () => {
  it("are used up by units, and full again in the next window", async () => {
    let now = 1_000;
    const store = createBudgetStore({ windowMilliseconds: 60_000, nowMilliseconds: () => now });
    expect(await store.increment(budgetKey("a", 10))).toMatchObject({ totalHits: 10 });
    expect(await store.increment(budgetKey("a", 1))).toEqual({
      totalHits: 11,
      resetTime: new Date(61_000),
    });
    expect(await store.increment(budgetKey("b", 1))).toMatchObject({ totalHits: 1 });
    now = 61_000;
    expect(await store.increment(budgetKey("a", 1))).toMatchObject({ totalHits: 1 });
  });

  it.each([
    ["/v1/chains", undefined, 1],
    ["/v1/accounts/0x1/collateral", undefined, 1],
    ["/v1/accounts/0x1/collateral", "1", 5],
    ["/v1/accounts/0x1/simulate", undefined, 10],
    ["/v1/accounts/0x1/liquidation-surface", "1", 10],
    ["/v1/prices/x/history", undefined, 10],
    ["/graphql", undefined, 10],
    ["/sql/db", undefined, 10],
  ])("%s at %s costs %i", (path, at, units) => {
    expect(requestCost({ path, at })).toBe(units);
  });
});

describe("API keys", () => {
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const write = (content: unknown): string => {
    const file = join(mkdtempSync(join(tmpdir(), "ballast-keys-")), "keys.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };

  it("are found by their hash alone", () => {
    const keys = ["one", "two"].map((name) => ({ name, sha256: sha256(name), class: "partner" }));
    const find = createKeyFinder(keys);
    expect(find("two")).toBe(keys[1]);
    expect(find("three")).toBeNull();
    expect(find(sha256("one"))).toBeNull();
  });

  it("come with classes from a file, with defaults for what it leaves out", () => {
    const file = write({
      classes: { anonymous: { requests: 600 } },
      anonymous: "anonymous",
      keys: [{ name: "desk", sha256: sha256("secret"), class: "anonymous" }],
    });
    expect(readAccessRules({ BALLAST_API_KEYS_FILE: file })?.classes).toEqual({
      anonymous: { requests: 600, windowSeconds: 60, streams: 100 },
    });
    expect(readAccessRules({})).toBeNull();
    expect(readAccessRules({ BALLAST_RATE_LIMIT: 600 })).toMatchObject({
      anonymous: "anonymous",
      keys: [],
    });
  });

  it.each([
    ["{", /JSON/],
    [{ classes: {}, anonymous: "nobody" }, /anonymous: There is no class "nobody"/],
    [
      {
        classes: { a: { requests: 600 } },
        anonymous: null,
        keys: [{ name: "desk", sha256: "secret", class: "a" }],
      },
      /keys\/0\/sha256/,
    ],
    [{ classes: { a: { requests: 1 } }, anonymous: "a" }, /classes\/a\/requests/],
  ])("%j is refused with what is wrong", (content, message) => {
    expect(() => readAccessRules({ BALLAST_API_KEYS_FILE: write(content) })).toThrow(message);
  });
});

describe("tags", () => {
  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", W/"a"', true],
    ['"x,y","a"', true],
    ['"b"', false],
    ["a", false],
    ['"x\\"a"', false],
    ["", false],
  ])("If-None-Match: %s names a: %s", (header, expected) => {
    expect(namesEntityTag(header, 'W/"a"')).toBe(expected);
  });
});

it("takes origins that are origins", () => {
  const read = (BALLAST_CORS_ORIGINS: string) =>
    readEnvironment({ DATABASE_URL: "postgresql://h/d", BALLAST_CORS_ORIGINS })
      .BALLAST_CORS_ORIGINS;
  expect(read("")).toBe("*");
  expect(read("https://a.example, http://b.example:8080")).toEqual([
    "https://a.example",
    "http://b.example:8080",
  ]);
  expect(() => read("https://a.example/")).toThrow("is no origin");
  expect(() => read("*, https://a.example")).toThrow("is no origin");
});
