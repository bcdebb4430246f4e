import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALICE, type Api, type Json, makeApi, vaultMarket } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { parseCsv, parseCsvTable } from "../support/api/parse-csv.ts";

const [A, B] = [ALPHA, BETA].map(({ chainId }) => `eip155:${chainId}`);
const AT = `${A}:5,${B}:5`;
const WETH = `${A}/erc20:${ALPHA.tokens[0]!.address}`;

let api: Api;

beforeAll(async () => {
  api = await makeApi({ alpha: 5, beta: 5 });
  api.world.markets = [
    vaultMarket({ chainId: ALPHA.chainId, account: ALICE, symbol: "WETH", amount: 10n ** 18n }),
  ];
});
afterAll(() => api.close());

const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await api.app.request(path, { headers });
  return { response, text: await response.text() };
};
const withFormat = (path: string) => `${path}${path.includes("?") ? "&" : "?"}format=csv`;
const textAt = (value: Json, path: string): string => {
  const found = path.split(".").reduce((one, key) => one?.[key], value);
  return Array.isArray(found) ? found.join(";") : `${found ?? ""}`;
};

describe("a list as CSV", () => {
  it.each([
    [`/v1/accounts/${ALICE}/collateral?at=${AT}`, "markets"],
    [`/v1/accounts/${ALICE}/links?at=${AT}`, "links"],
    [`/v1/accounts/${ALICE}/liquidations?at=${AT}`, "items"],
    [`/v1/accounts/${ALICE}/liquidation-surface?at=${AT}&groups=ether,dollar`, "items"],
    [`/v1/at-risk?at=${AT}`, "items"],
    [`/v1/divergences?at=${AT}`, "items"],
    [`/v1/liquidations?at=${AT}`, "items"],
    [`/v1/prices?at=${AT}`, "items"],
    [`/v1/prices/${encodeURIComponent(WETH)}/history`, "points"],
    [`/v1/feeds?at=${AT}`, "items"],
    [`/v1/feeds/${encodeURIComponent(`chainlink:${A}:ETH/USD`)}/observations`, "items"],
    [`/v1/insurance-funds?at=${AT}`, "items"],
    ["/v1/chains", "chains"],
    ["/v1/methodology", "versions"],
    ["/v1/parity", "items"],
  ])("%s is what the JSON says", async (path, list) => {
    const json = JSON.parse((await read(path)).text);
    const { response, text } = await read(withFormat(path));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="ballast-[a-z0-9_-]+\.csv"$/,
    );
    expect((await read(path, { Accept: "text/csv, application/json;q=0.9" })).text).toBe(text);
    expect(parseCsv(text)[0]!.length).toBeGreaterThan(4);
    const rows = parseCsvTable(text);
    // Of an account the positions of its one market.
    const items: Json[] = list === "markets" ? json.markets[0].positions : json[list];
    expect(rows).toHaveLength(items.length);
    for (const [index, row] of rows.entries()) {
      for (const [column, cell] of Object.entries(row)) {
        if (["verdict", "market.account"].includes(column)) continue;
        const own = textAt({ ...items[index], market: json.markets?.[0] }, column);
        const ofAll = column === "methodology.hash" && json.methodologies?.[0]?.hash;
        expect(cell.replace(/^'/, ""), column).toBe(own || ofAll || textAt(json, column));
      }
    }
  });

  it("is asked for by `format` before `Accept`, and JSON where neither asks for it", async () => {
    const types = async (path: string, accept?: string) =>
      (await read(path, accept === undefined ? {} : { Accept: accept })).response.headers
        .get("content-type")
        ?.split(";")[0];
    expect(await types("/v1/chains")).toBe("application/json");
    expect(await types("/v1/chains", "*/*")).toBe("application/json");
    expect(await types("/v1/chains", "text/csv;q=0.1, application/json")).toBe("application/json");
    expect(await types("/v1/chains", "text/csv;q=0, */*")).toBe("application/json");
    expect(await types("/v1/chains?format=json", "text/csv")).toBe("application/json");
    expect(await types("/v1/chains?format=csv", "application/json")).toBe("text/csv");
    expect((await read("/v1/chains")).response.headers.get("vary")).toContain("Accept");
  });

  it("has its errors as problems, also of its own parameter", async () => {
    for (const path of ["/v1/chains?format=xml", "/v1/liquidations?format=csv&limit=0"]) {
      const { response, text } = await read(path);
      expect(response.status).toBe(400);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(JSON.parse(text).code).toBe("invalid-request");
    }
  });
});

describe("the link to the next page", () => {
  it.each(["json", "csv"])("leads through all of a list at one vector, as %s", async (format) => {
    const whole = (await api.get("/v1/feeds?limit=200")).body.items.map(({ id }: Json) => id);
    const seen: string[] = [];
    const vectors = new Set<string>();
    let path: string | undefined = `/v1/feeds?limit=3&format=${format}`;
    while (path !== undefined) {
      const { response, text }: Awaited<ReturnType<typeof read>> = await read(path);
      expect(response.status).toBe(200);
      const items: Json[] = format === "csv" ? parseCsvTable(text) : JSON.parse(text).items;
      seen.push(...items.map(({ id }) => id));
      vectors.add(format === "csv" ? items[0]!.at : JSON.parse(text).at);
      path = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
    }
    expect(seen).toEqual(whole);
    expect(vectors.size).toBe(1);
  });
});
