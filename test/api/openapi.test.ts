import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientTypes } from "../../bin/support/client-types.ts";
import { openapiDocument } from "../../src/api/routes/openapi.ts";
import { ALICE, type Api, type Json, makeApi, vaultMarket } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { requireDescribed } from "../support/api/require-described.ts";

const WETH = `eip155:${ALPHA.chainId}/erc20:${ALPHA.tokens[0]!.address}`;
const FEED = `pyth:eip155:${ALPHA.chainId}:ETH/USD`;

let api: Api;
let document: Json;

beforeAll(async () => {
  api = await makeApi({ alpha: 5, beta: 5 });
  api.world.markets = [
    // No feed has spoken: every value is null, which the document must allow.
    vaultMarket({ chainId: ALPHA.chainId, account: ALICE, symbol: "WETH", amount: 10n ** 18n }),
  ];
  document = (await api.get("/openapi.json")).body;
});
afterAll(() => api.close());

describe("the OpenAPI document", () => {
  it("describes every route under /v1 and /prices but the metrics", () => {
    const routes = api.app.routes
      .filter(
        ({ method, path }) => ["GET", "POST"].includes(method) && /^\/(v1|prices)\//.test(path),
      )
      .map(({ path }) => path.replaceAll(/:([a-zA-Z]+)/g, "{$1}"));
    expect(Object.keys(document.paths).sort()).toEqual(
      [...new Set(routes)].filter((path) => path !== "/v1/metrics").sort(),
    );
  });

  it("declares every parameter in its path, and nothing that it does not define", () => {
    for (const [path, { get, post }] of Object.entries<Json>(document.paths)) {
      const operation = get ?? post;
      const declared = (operation.parameters ?? [])
        .filter((parameter: { in: string }) => parameter.in === "path")
        .map((parameter: { name: string }) => parameter.name);
      expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
      expect(operation.summary).toMatch(/\S/);
    }
    const references = JSON.stringify(document).matchAll(
      /"\$ref":"#\/components\/schemas\/(\w+)"/g,
    );
    for (const [, name] of references) expect(document.components.schemas).toHaveProperty([name!]);
  });

  it("has an example of every parameter in the path of a price or a feed", () => {
    for (const [path, { get }] of Object.entries<Json>(document.paths)) {
      if (!/^\/(v1\/(prices|feeds)|prices)/.test(path) || get === undefined) continue;
      for (const parameter of get.parameters ?? []) {
        if (parameter.in !== "path") continue;
        expect(
          parameter.example ?? parameter.schema.example,
          `${path} ${parameter.name}`,
        ).toBeDefined();
      }
    }
  });

  it.each([
    ["/v1/accounts/{account}/collateral", `/v1/accounts/${ALICE}/collateral`, 200],
    ["/v1/accounts/{account}/collateral", "/v1/accounts/nobody/collateral", 400],
    ["/v1/accounts/{account}/collateral", `/v1/accounts/${ALICE}/collateral?at=1`, 404],
    ["/v1/liquidations", "/v1/liquidations", 200],
    ["/v1/liquidations", "/v1/liquidations?protocol=gold", 400],
    [
      "/v1/accounts/{account}/liquidation-surface",
      `/v1/accounts/${ALICE}/liquidation-surface?groups=ether,dollar`,
      200,
    ],
    [
      "/v1/accounts/{account}/liquidation-surface",
      `/v1/accounts/${ALICE}/liquidation-surface?groups=gold,dollar`,
      400,
    ],
    ["/v1/accounts/{account}/collateral", `/v1/accounts/${ALICE}/collateral?linked=true`, 200],
    ["/v1/accounts/{account}/links", `/v1/accounts/${ALICE}/links`, 200],
    ["/v1/account-links/{id}", `/v1/account-links/0x${"0".repeat(64)}`, 404],
    ["/v1/accounts/{account}/history", `/v1/accounts/${ALICE}/history`, 200],
    ["/v1/accounts/{account}/history", "/v1/accounts/nobody/history", 400],
    ["/v1/prices", "/v1/prices?assets=gold", 200],
    ["/v1/prices", "/v1/prices", 200],
    ["/v1/prices/{asset}/history", `/v1/prices/${encodeURIComponent(WETH)}/history`, 200],
    ["/v1/prices/{asset}/history", "/v1/prices/gold/history", 400],
    ["/v1/feeds", "/v1/feeds", 200],
    ["/v1/feeds", "/v1/feeds?kind=gold", 400],
    ["/v1/feeds/{id}/observations", `/v1/feeds/${encodeURIComponent(FEED)}/observations`, 200],
    ["/v1/feeds/{id}/observations", "/v1/feeds/gold/observations", 404],
    ["/prices/current/{coins}", `/prices/current/alpha:${ALPHA.tokens[0]!.address}`, 200],
    ["/prices/historical/{timestamp}/{coins}", "/prices/historical/1/gold?searchWidth=x", 400],
    ["/v1/prices/stream", "/v1/prices/stream?assets=a&b=c", 400],
    ["/v1/chains", "/v1/chains", 200],
    ["/v1/parity", "/v1/parity", 200],
    ["/v1/health", "/v1/health", 200],
    ["/v1/methodology", "/v1/methodology", 200],
    ["/v1/methodology/{hash}", `/v1/methodology/0x${"0".repeat(64)}`, 404],
  ])("is kept to the letter by %s on %s", async (route, path, status) => {
    await requireDescribed(api, document, route, path, status);
  });

  it("says of every route that takes blocks that a reorg may have replaced them", async () => {
    const [A, B] = [ALPHA, BETA].map(({ chainId }) => `eip155:${chainId}:1`);
    const orphaned = `at=${A},${B}~0123456789abcdef`;
    let asked = 0;
    for (const [route, { get }] of Object.entries<Json>(document.paths)) {
      const takesBlocks = (get?.parameters ?? []).some(
        ({ name, example, schema }: Json) =>
          name === "at" && `${example ?? schema?.example}`.includes("eip155"),
      );
      if (!takesBlocks) continue;
      asked += 1;
      const more = route.endsWith("surface") ? "&groups=ether,dollar" : "";
      const path = `${route.replace("{account}", ALICE)}?${orphaned}${more}`;
      await requireDescribed(api, document, route, path, 410);
    }
    expect(asked).toBeGreaterThanOrEqual(10);
  });

  it("is what client/openapi.ts was generated from: npm run generate:client", async () => {
    const committed = await readFile(new URL("../../client/openapi.ts", import.meta.url), "utf8");
    // Not by `toBe`: the difference of two such files is no help.
    expect((await clientTypes(openapiDocument(api.app))) === committed).toBe(true);
  }, 30_000);
});
