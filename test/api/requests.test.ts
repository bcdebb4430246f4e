import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALICE, type Api, makeApi } from "../support/api/make-api.ts";
import { ALPHA } from "../support/api/make-network.ts";

let api: Api;

beforeAll(async () => {
  api = await makeApi({ alpha: 3, beta: 3 });
});
afterAll(() => api.close());

describe("a refused request", () => {
  it.each([
    ["/v1/accounts/0x12/collateral", 400, "malformed-account", "path/account"],
    ["/v1/accounts/alice.eth/collateral", 400, "malformed-account", "path/account"],
    // EIP-55's own example with one letter in the wrong case.
    [
      "/v1/accounts/0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed/collateral",
      400,
      "malformed-account",
      "path/account",
    ],
    [`/v1/accounts/eip155:1:${ALICE}/collateral`, 400, "unknown-chain", "path/account"],
    [`/v1/accounts/${ALICE}/collateral?chains=1`, 400, "malformed-chain", "query/chains"],
    [`/v1/accounts/${ALICE}/collateral?chains=eip155:5`, 400, "unknown-chain", "query/chains"],
    [
      `/v1/accounts/eip155:31337:${ALICE}/collateral?chains=eip155:31338`,
      400,
      "conflicting-parameters",
      "query/chains",
    ],
    [
      `/v1/accounts/${ALICE}/collateral?maxAgeSeconds=soon`,
      400,
      "invalid-request",
      "query/maxAgeSeconds",
    ],
    [
      `/v1/accounts/${ALICE}/collateral?maxAgeSeconds=-1`,
      400,
      "invalid-request",
      "query/maxAgeSeconds",
    ],
    [`/v1/accounts/${ALICE}/collateral?maxAge=5`, 400, "invalid-request", "query/maxAge"],
    ["/v1/methodology/0x12", 400, "invalid-request", "path/hash"],
  ])("%s says what is wrong and where", async (path, status, code, pointer) => {
    const { body, headers, status: answered } = await api.get(path);
    expect(answered).toBe(status);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({
      type: `/docs/problems/${code}`,
      title: expect.any(String),
      status,
      detail: expect.any(String),
      instance: path.split("?")[0],
      code,
    });
    expect(body.errors).toContainEqual({ pointer, detail: expect.stringMatching(/\S/) });
  });

  it("is a problem for an unknown path and an unknown methodology", async () => {
    expect(await api.get("/v1/nothing")).toMatchObject({
      status: 404,
      body: { code: "not-found" },
    });
    expect(await api.get(`/v1/methodology/0x${"0".repeat(64)}`)).toMatchObject({
      status: 404,
      body: { code: "unknown-methodology" },
    });
  });

  it.each(["POST", "PUT", "DELETE"])("is 405 for %s, with what is allowed", async (method) => {
    for (const path of [`/v1/accounts/${ALICE}/collateral`, "/v1/health", "/openapi.json"]) {
      const response = await api.app.request(path, { method });
      expect(response.status).toBe(405);
      expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
      expect(await response.json()).toMatchObject({ code: "method-not-allowed", status: 405 });
    }
  });

  it("hides what went wrong inside, but gives the id of its log line", async () => {
    const app = api.appWith({
      heads: {
        read: () => Promise.reject(new Error("secret")),
        readAll: () => Promise.reject(new Error("secret")),
        hashAt: () => Promise.reject(new Error("secret")),
      },
    });
    const response = await app.request("/v1/chains", { headers: { "X-Request-Id": "abc-1" } });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain("secret");
    expect(JSON.parse(text)).toMatchObject({ code: "internal", requestId: "abc-1" });
  });
});

describe("other routes", () => {
  it("prices every asset of the methodology, or those asked for in their order", async () => {
    const all = await api.get("/v1/prices");
    expect(all.body.items.map((item: { symbol: string }) => item.symbol)).toEqual([
      "WETH",
      "USDC",
      "WETH",
      "USDC",
    ]);
    const weth = `eip155:${ALPHA.chainId}/erc20:${ALPHA.tokens[0]!.address}`;
    const unknown = `eip155:1/erc20:0x${"7".repeat(40)}`;
    const { status, body } = await api.get(`/v1/prices?assets=${unknown},${weth},gold`);
    expect(status).toBe(200);
    expect(body.items.map((item: { error: { code: string } | null }) => item.error?.code)).toEqual([
      "unknown-asset",
      undefined,
      "malformed-asset",
    ]);
    expect(body.items[0].price).toBeNull();
    // No feed has spoken in this world: unknown, not zero.
    expect(body.items[1].price).toMatchObject({ status: "unavailable", low: null, mid: null });
  });

  it("describes the chains with their lag and guardians", async () => {
    const { body } = await api.get("/v1/chains");
    expect(body.chains[0]).toMatchObject({
      chain: "eip155:31337",
      name: "alpha",
      indexed: { number: 3 },
      head: { number: 3 },
      lag: { blocks: 0, seconds: 0 },
      guardians: { watching: 19, needed: 13 },
    });
  });

  it("serves the methodology by its hash, which anybody can compute again", async () => {
    const { body } = await api.get("/v1/methodology");
    const { keccak256, stringToBytes } = await import("viem");
    const { canonicalJson } = await import("../../src/api/methodology/canonical-json.ts");
    expect(keccak256(stringToBytes(canonicalJson(body.methodology)))).toBe(body.hash);
    const { versions: _, ...methodology } = body;
    expect((await api.get(`/v1/methodology/${body.hash}`)).body).toEqual(methodology);
  });

  it("is healthy, degraded without a chain's node, and down behind its chain", async () => {
    expect((await api.get("/v1/health")).body).toMatchObject({ state: "ok", index: "live" });
    const heads = api.world.heads;
    const head = heads.get(ALPHA.chainId)!;
    heads.set(ALPHA.chainId, null);
    expect(await api.get("/v1/health")).toMatchObject({ status: 200, body: { state: "degraded" } });
    heads.set(ALPHA.chainId, {
      ...head,
      latest: { ...head.latest, timestampSeconds: head.latest.timestampSeconds + 1_000 },
    });
    const down = await api.get("/v1/health");
    expect(down.status).toBe(503);
    expect(down.body).toMatchObject({
      code: "unhealthy",
      health: { state: "down", database: "ok", chains: [{ lag: { seconds: 1_000 } }, {}] },
    });
    heads.set(ALPHA.chainId, head);
  });

  it("counts requests by route, not by path", async () => {
    await api.get(`/v1/accounts/${ALICE}/collateral`);
    await api.get("/v1/no/such/thing");
    const text = await (await api.app.request("/v1/metrics")).text();
    expect(text).toMatch(
      /ballast_http_requests_total\{method="GET",route="\/v1\/accounts\/:account\/collateral",status="200"\} \d+/,
    );
    expect(text).not.toContain(ALICE);
    expect(text).not.toContain("no/such");
    expect(text).toContain('ballast_indexed_block{chain="eip155:31337"} 3');
  });

  it("serves its documentation without another host", async () => {
    const page = await api.app.request("/docs");
    const html = await page.text();
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
    const sources = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(source.startsWith("/docs/")).toBe(true);
      expect((await api.app.request(source)).status).toBe(200);
    }
  });
});
