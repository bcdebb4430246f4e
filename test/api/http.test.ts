import { createHash } from "node:crypto";
import { gunzipSync, inflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessRules } from "../../src/api/access/access-rules.ts";
import { PROBLEMS } from "../../src/api/errors/problem-catalogue.ts";
import type { OpenMismatch } from "../../src/api/parity/open-mismatch.ts";
import { listen } from "../support/api/listen.ts";
import { ALICE, type Api, makeApi, vaultMarket } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";

const WETH = `eip155:${ALPHA.chainId}/erc20:${ALPHA.tokens[0]!.address}`;
const ACCOUNT = `/v1/accounts/${ALICE}`;

let api: Api;
let at: string;

beforeAll(async () => {
  api = await makeApi({ alpha: 5, beta: 5 });
  api.world.markets = [
    vaultMarket({ chainId: ALPHA.chainId, account: ALICE, symbol: "WETH", amount: 10n ** 18n }),
  ];
  at = (await api.get(`${ACCOUNT}/collateral`)).body.at;
});
afterAll(() => api.close());

const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  api.app.request(path, { method, headers });
const tagOf = async (path: string) => (await ask(path)).headers.get("etag")!;

describe("a tag by block vector", () => {
  const named = [
    `${ACCOUNT}/collateral?at=`,
    `${ACCOUNT}/collateral?linked=true&at=`,
    `${ACCOUNT}/links?at=`,
    `${ACCOUNT}/liquidations?at=`,
    `${ACCOUNT}/liquidation-surface?groups=ether,dollar&at=`,
    "/v1/prices?at=",
    "/v1/feeds?at=",
    "/v1/liquidations?at=",
    "/v1/insurance-funds?at=",
    "/v1/at-risk?at=",
    "/v1/divergences?at=",
  ];

  it.each(named)("spares whoever has %s, whichever way the tag is named", async (path) => {
    const first = await ask(`${path}${at}`);
    expect([first.status, first.headers.get("cache-control")]).toEqual([200, "no-cache"]);
    const tag = first.headers.get("etag")!;
    expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
    for (const known of [tag, tag.slice(2), `"other", ${tag}`, "*"]) {
      const again = await ask(`${path}${at}`, { "If-None-Match": known });
      expect([again.status, await again.text()]).toEqual([304, ""]);
      expect(again.headers.get("etag")).toBe(tag);
      expect(again.headers.get("cache-control")).toBe("no-cache");
      expect(again.headers.get("vary")).toContain("Accept-Encoding");
    }
    const other = await ask(`${path}${at}`, { "If-None-Match": '"other"' });
    expect([other.status, other.headers.get("etag")]).toEqual([200, tag]);
  });

  it("is another one for another query, vector, type and release", async () => {
    const path = `${ACCOUNT}/collateral`;
    const earlier = `eip155:${ALPHA.chainId}:3,eip155:${BETA.chainId}:3`;
    const next = api.appWith({ http: { ...api.dependencies.http, release: "next" } });
    const tags = [
      await tagOf(`${path}?at=${at}`),
      await tagOf(`${path}?at=${at}&chains=eip155:${ALPHA.chainId}`),
      await tagOf(`${path}?at=${earlier}`),
      (await ask(`${path}?at=${at}`, { Accept: "application/json" })).headers.get("etag"),
      (await next.request(`${path}?at=${at}`)).headers.get("etag"),
    ];
    expect(new Set(tags).size).toBe(tags.length);
  });

  it("spares the work, but not the question whether the blocks are still there", async () => {
    let valued = 0;
    const { valuer } = api.dependencies;
    const app = api.appWith({
      valuer: {
        ...valuer,
        valueAccount: (parameters) => {
          valued += 1;
          return valuer.valueAccount(parameters);
        },
      },
    });
    const path = `${ACCOUNT}/collateral?at=${at}`;
    const tag = (await app.request(path)).headers.get("etag")!;
    expect(valued).toBe(1);
    expect((await app.request(path, { headers: { "If-None-Match": tag } })).status).toBe(304);
    expect(valued).toBe(1);
    const superseded = `${ACCOUNT}/collateral?at=${at.split("~")[0]}~0123456789abcdef`;
    for (const known of [tag, "*"]) {
      const response = await app.request(superseded, { headers: { "If-None-Match": known } });
      expect(response.status).toBe(410);
      expect(response.headers.get("etag")).toBeNull();
      expect(response.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("does not hold at the same vector once a comparison has found its numbers wrong", async () => {
    const mismatches: OpenMismatch[] = [];
    const { parity } = api.dependencies;
    const app = api.appWith({ parity: { ...parity, openMismatches: async () => mismatches } });
    for (const route of [`${ACCOUNT}/collateral`, "/v1/at-risk", "/v1/divergences"]) {
      mismatches.length = 0;
      const path = `${route}?at=${at}`;
      const tag = (await app.request(path)).headers.get("etag")!;
      const get = () => app.request(path, { headers: { "If-None-Match": tag } });
      expect((await get()).status).toBe(304);
      mismatches.push({
        ...{ chainId: ALPHA.chainId, marketId: "m", account: null, what: "balance" },
        ...{ blockNumber: 1n, indexed: "1", contract: "2" },
      });
      expect((await get()).status).toBe(200);
    }
  });

  it("does not hold for the present once its age, lag or finality is another", async () => {
    let nowSeconds = 1_700_000_100;
    const app = api.appWith({ clock: { ...api.dependencies.clock, nowSeconds: () => nowSeconds } });
    const path = `${ACCOUNT}/collateral`;
    const get = (known: string) => app.request(path, { headers: { "If-None-Match": known } });
    const first = await app.request(path);
    expect(first.headers.get("cache-control")).toBe("no-store");
    const tag = first.headers.get("etag")!;
    expect((await get(tag)).status).toBe(304);
    nowSeconds += 1;
    const later = await get(tag);
    expect(later.status).toBe(200);
    const { heads } = api.world;
    const head = heads.get(ALPHA.chainId)!;
    const changes = [
      { ...head, finalized: head.latest },
      { ...head, latest: { ...head.latest, number: head.latest.number + 1n } },
      null,
    ];
    let known = later.headers.get("etag")!;
    expect((await get(known)).status).toBe(304);
    for (const change of changes) {
      heads.set(ALPHA.chainId, change);
      const changed = await get(known);
      expect(changed.status).toBe(200);
      known = changed.headers.get("etag")!;
    }
    heads.set(ALPHA.chainId, head);
  });

  it("is given as the text is, where there is no vector", async () => {
    for (const path of ["/openapi.json", "/docs", "/v1/methodology", "/docs/problems"]) {
      const tag = await tagOf(path);
      expect((await ask(path, { "If-None-Match": tag })).status, path).toBe(304);
    }
    expect((await ask("/v1/health")).headers.get("etag")).toBeNull();
    const missing = await ask("/v1/nothing", { "If-None-Match": "*" });
    expect(missing.status).toBe(404);
  });
});

describe("compression", () => {
  const path = "/openapi.json";

  it.each([
    ["gzip", gunzipSync],
    ["deflate", inflateSync],
  ] as const)("by %s gives the same text, with a weak tag", async (encoding, decode) => {
    const plain = await ask(path);
    const packed = await ask(path, { "Accept-Encoding": encoding });
    expect(packed.headers.get("content-encoding")).toBe(encoding);
    expect(packed.headers.get("vary")).toContain("Accept-Encoding");
    expect(plain.headers.get("vary")).toContain("Accept-Encoding");
    const bytes = Buffer.from(await packed.arrayBuffer());
    const text = await plain.text();
    expect(decode(bytes).toString()).toBe(text);
    expect(bytes.byteLength).toBeLessThan(text.length / 4);
    expect(packed.headers.get("etag")).toBe(plain.headers.get("etag"));
    expect(packed.headers.get("etag")).toMatch(/^W\//);
  });

  it("is not done unasked, of small answers, of streams, and twice", async () => {
    const encodings = await Promise.all([
      ask(path),
      ask(path, { "Accept-Encoding": "identity" }),
      ask("/v1/nothing", { "Accept-Encoding": "gzip" }),
      ask("/docs/favicon-32x32.png", { "Accept-Encoding": "gzip" }),
    ]);
    for (const response of encodings) expect(response.headers.get("content-encoding")).toBeNull();
    const server = await listen(api.app);
    const controller = new AbortController();
    const stream = await fetch(`${server.url}/v1/prices/stream`, {
      headers: { "Accept-Encoding": "gzip" },
      signal: controller.signal,
    });
    expect(stream.headers.get("content-encoding")).toBeNull();
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    controller.abort();
    await server.close();
  });
});

describe("methods", () => {
  it("answer HEAD with the headers of GET and nothing else", async () => {
    for (const path of [`${ACCOUNT}/collateral?at=${at}`, "/v1/chains", "/openapi.json", "/docs"]) {
      const get = await ask(path);
      const head = await ask(path, {}, "HEAD");
      expect([head.status, await head.text()], path).toEqual([get.status, ""]);
      for (const name of ["content-type", "etag", "cache-control", "vary"]) {
        expect(head.headers.get(name), `${path} ${name}`).toBe(get.headers.get(name));
      }
    }
    expect((await ask("/v1/accounts/nobody/collateral", {}, "HEAD")).status).toBe(400);
  });

  it.each([
    ["/v1/chains", "GET, HEAD, OPTIONS"],
    [`${ACCOUNT}/simulate`, "POST, OPTIONS"],
    ["/v1/prices/evaluate", "POST, OPTIONS"],
    ["/v1/prices/stream", "GET, HEAD, OPTIONS"],
    ["/docs", "GET, HEAD, OPTIONS"],
    ["/docs/problems/too-old", "GET, HEAD, OPTIONS"],
  ])("of %s are %s", async (path, allow) => {
    const options = await ask(path, {}, "OPTIONS");
    expect([options.status, options.headers.get("allow")]).toEqual([204, allow]);
    const wrong = await ask(path, {}, "DELETE");
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, allow]);
    expect(await wrong.json()).toMatchObject({ code: "method-not-allowed" });
  });

  it("lead from a slash too much to the path without it", async () => {
    const response = await ask(`/v1/prices/${encodeURIComponent(WETH)}/history/?limit=3`);
    expect(response.status).toBe(308);
    expect(response.headers.get("location")).toBe(
      `/v1/prices/${encodeURIComponent(WETH)}/history?limit=3`,
    );
    for (const path of ["//evil.example/", "/v1/nothing/", "/v1/prices/evaluate/"]) {
      expect((await ask(path)).status, path).toBe(404);
    }
  });
});

describe("a request that cannot be read", () => {
  const post = (body: string, headers: Record<string, string>, path = `${ACCOUNT}/simulate`) =>
    api.app.request(path, { method: "POST", body, headers });

  it.each([
    ["/v1/feeds/%/observations", 400, "malformed-url"],
    ["/v1/feeds/%ff/observations", 400, "malformed-url"],
    ["/v1/feeds/%00/observations", 400, "malformed-url"],
    ["/v1/prices?assets=%zz", 400, "malformed-url"],
    [`/v1/prices?assets=${"a".repeat(15_000)}`, 414, "uri-too-long"],
  ])("is a problem: %s", async (path, status, code) => {
    const response = await ask(path);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, code, type: `/docs/problems/${code}` });
  });

  it("says where its body ceases to be JSON", async () => {
    const response = await post('{"prices": [],\n "actions": [}', {
      "Content-Type": "application/json",
    });
    expect(await response.json()).toMatchObject({
      ...{ status: 400, code: "malformed-json", line: 2, column: 14 },
    });
  });

  it.each([
    [{ "Content-Type": "text/plain" }],
    [{ "Content-Type": "application/x-www-form-urlencoded" }],
    [{ "Content-Type": "application/json", "Content-Encoding": "gzip" }],
  ])("is 415 with %j", async (headers) => {
    const response = await post("{}", headers as Record<string, string>);
    expect(await response.json()).toMatchObject({ status: 415, code: "unsupported-media-type" });
    expect(response.headers.get("accept")).toBe("application/json");
  });

  it("is 413 with too large a body, with and without a length", async () => {
    const large = JSON.stringify({ prices: [], actions: [], at: "1".repeat(200_000) });
    const headers = { "Content-Type": "application/json" };
    const known = { ...headers, "Content-Length": `${large.length}` };
    for (const given of [headers, known]) {
      expect(await (await post(large, given)).json()).toMatchObject({ code: "too-large" });
    }
  });

  it("is 406 where Accept takes nothing that there is", async () => {
    const refused = await ask("/v1/chains", { Accept: "application/xml, application/json;q=0" });
    expect(await refused.json()).toMatchObject({ status: 406, code: "not-acceptable" });
    expect((await ask("/v1/prices/stream", { Accept: "application/json" })).status).toBe(406);
    for (const Accept of ["application/*", "text/html,*/*;q=0.8", "application/json", "*/*"]) {
      expect((await ask("/v1/chains", { Accept })).status, Accept).toBe(200);
    }
  });
});

describe("other origins", () => {
  it("may read what is public, and are told in advance what they may send", async () => {
    const response = await ask("/v1/chains", { Origin: "https://app.example" });
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    for (const name of ["ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"]) {
      expect(response.headers.get("access-control-expose-headers")).toContain(name);
    }
    const preflight = await ask(
      `${ACCOUNT}/simulate`,
      { Origin: "https://app.example", "Access-Control-Request-Method": "POST" },
      "OPTIONS",
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toContain("POST");
    for (const name of ["If-None-Match", "Last-Event-ID", "X-Api-Key", "Authorization"]) {
      expect(preflight.headers.get("access-control-allow-headers")).toContain(name);
    }
  });

  it("may not where an operator lets only some", async () => {
    const http = { ...api.dependencies.http, corsOrigins: ["https://app.example"] };
    const app = api.appWith({ http });
    const originFor = async (Origin: string) =>
      (await app.request("/v1/chains", { headers: { Origin } })).headers.get(
        "access-control-allow-origin",
      );
    expect(await originFor("https://app.example")).toBe("https://app.example");
    expect(await originFor("https://evil.example")).toBeNull();
  });
});

describe("budgets", () => {
  const access: AccessRules = {
    classes: {
      anonymous: { requests: 20, windowSeconds: 60, streams: 1 },
      partner: { requests: 1_000, windowSeconds: 60, streams: 2 },
    },
    anonymous: "anonymous",
    keys: [
      {
        name: "desk",
        sha256: createHash("sha256").update("secret").digest("hex"),
        class: "partner",
      },
    ],
  };
  const appWith = (rules: AccessRules, trustedProxies = 1) =>
    api.appWith({ http: { ...api.dependencies.http, access: rules, trustedProxies } });
  const from = (address: string, more: Record<string, string> = {}) => ({
    headers: { "X-Forwarded-For": address, ...more },
  });

  it("are counted by address, told in the standard's headers, and refused when used up", async () => {
    const app = appWith(access);
    const first = await app.request("/v1/chains", from("203.0.113.1"));
    expect(first.headers.get("ratelimit")).toBe("limit=20, remaining=19, reset=60");
    expect(first.headers.get("ratelimit-policy")).toBe("20;w=60");
    const past = await app.request(`${ACCOUNT}/collateral?at=${at}`, from("203.0.113.1"));
    expect(past.headers.get("ratelimit")).toMatch(/remaining=14/);
    await app.request("/v1/prices/evaluate", { method: "POST", ...from("203.0.113.1") });
    await app.request("/v1/prices/evaluate", { method: "POST", ...from("203.0.113.1") });
    const refused = await app.request("/v1/chains", from("203.0.113.1"));
    expect(await refused.json()).toMatchObject({ status: 429, code: "rate-limited" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("ratelimit")).toMatch(/^limit=20, remaining=0, reset=\d+$/);
    expect((await app.request("/v1/chains", from("203.0.113.2"))).status).toBe(200);
    // Whoever watches the server is answered.
    expect((await app.request("/v1/health", from("203.0.113.1"))).status).toBe(200);
    expect((await app.request("/docs", from("203.0.113.1"))).status).toBe(200);
  });

  it("are those of a key's class, and a wrong key is never taken for none", async () => {
    const app = appWith(access);
    const ways: Record<string, string>[] = [
      { "X-Api-Key": "secret" },
      { Authorization: "Bearer secret" },
    ];
    for (const header of ways) {
      const response = await app.request("/v1/chains", from("203.0.113.3", header));
      expect(response.headers.get("ratelimit-policy")).toBe("1000;w=60");
    }
    const wrong = await app.request("/v1/chains", from("203.0.113.3", { "X-Api-Key": "guess" }));
    expect(await wrong.json()).toMatchObject({ status: 401, code: "unknown-api-key" });
    expect(wrong.headers.get("www-authenticate")).toContain("Bearer");
    const statuses: number[] = [];
    for (let guess = 0; guess < 70; guess++) {
      const { status } = await app.request(
        "/v1/chains",
        from("203.0.113.4", { "X-Api-Key": `${guess}` }),
      );
      statuses.push(status);
    }
    expect(new Set(statuses.slice(0, 60))).toEqual(new Set([401]));
    expect(new Set(statuses.slice(60))).toEqual(new Set([429]));
  });

  it("may leave out whoever has no key", async () => {
    const app = appWith({ ...access, anonymous: null });
    const response = await app.request("/v1/chains");
    expect(await response.json()).toMatchObject({ status: 401, code: "api-key-required" });
    expect((await app.request("/v1/chains", { headers: { "X-Api-Key": "secret" } })).status).toBe(
      200,
    );
  });

  it("hold open streams until they end", async () => {
    const server = await listen(appWith(access, 0));
    const open = async () => {
      const controller = new AbortController();
      const { signal } = controller;
      const { status } = await fetch(`${server.url}/v1/prices/stream`, { signal });
      return { status, controller };
    };
    const first = await open();
    expect(first.status).toBe(200);
    expect((await open()).status).toBe(429);
    first.controller.abort();
    await expect.poll(async () => (await open()).status, { timeout: 5_000 }).toBe(200);
    await server.close();
  });
});

describe("the documentation of problems", () => {
  it("is where the type of each leads", async () => {
    const list = await (await ask("/docs/problems")).text();
    for (const [code, { status, title }] of Object.entries(PROBLEMS)) {
      expect(list).toContain(`href="/docs/problems/${code}"`);
      const page = await ask(`/docs/problems/${code}`);
      expect([page.status, page.headers.get("content-type")]).toEqual([
        200,
        "text/html; charset=UTF-8",
      ]);
      const text = await page.text();
      for (const part of [`<code>${code}</code>`, `<dd>${status}</dd>`, title]) {
        expect(text).toContain(part);
      }
    }
    expect((await ask("/docs/problems/nothing")).status).toBe(404);
  });
});

it("is not to be framed, sniffed, or told where a reader came from", async () => {
  for (const path of ["/v1/chains", "/docs", "/v1/nothing"]) {
    const { headers } = await ask(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-powered-by")).toBeNull();
  }
});
