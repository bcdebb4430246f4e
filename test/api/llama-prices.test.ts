import { afterAll, beforeAll, expect, it } from "vitest";
import { arbitrum } from "../../config/mainnet/arbitrum.ts";
import { base } from "../../config/mainnet/base.ts";
import { ethereum } from "../../config/mainnet/ethereum.ts";
import { optimism } from "../../config/mainnet/optimism.ts";
import { polygon } from "../../config/mainnet/polygon.ts";
import { llamaCoinsJson } from "../../src/api/answers/llama-coins.ts";
import { createLlamaCoins } from "../../src/api/parameters/llama-coins.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import { addPhases, writeEther } from "../support/api/feed-facts.ts";
import { type Api, blockTime, FIRST_BLOCK_TIME, makeApi } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";

const A = ALPHA.chainId;
const TOKEN = ALPHA.tokens[0]!.address;
const KEY = `alpha:${TOKEN}`;
const upper = `ALPHA:0x${TOKEN.slice(2).toUpperCase()}`;

let api: Api;

beforeAll(async () => {
  api = await makeApi({ alpha: 800, beta: 960 }, { facts: true });
  for (const chain of [ALPHA, BETA]) await addPhases(api, chain);
  await writeEther(api, ALPHA, { block: 10, valueE8: 261_371_000_001n });
});
afterAll(() => api.close());

async function text(path: string): Promise<string> {
  const response = await api.app.request(path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  return response.text();
}
const at = (block: number) => blockTime(A, block);

it("prints the exact digits of the mid under the keys that were asked for", async () => {
  const path = `/prices/historical/${at(20)}/${KEY},${upper},gold,coingecko:ethereum,alpha:0x12`;
  const coin = `{"decimals":18,"symbol":"WETH","price":2613.71000001,"timestamp":${at(20)},"confidence":0.99}`;
  expect(await text(path)).toBe(`{"coins":{"${KEY}":${coin},"${upper}":${coin}}}`);
});

it("has all digits, which no float would keep, where a feed has them", () => {
  const asset = api.dependencies.methodology.assets[0]!;
  const json = llamaCoinsJson({
    coins: [{ key: "k", asset }],
    prices: new Map([
      [
        asset.priceId,
        {
          priceId: asset.priceId,
          status: "degraded",
          flags: [],
          lowWad: 1n,
          midWad: 123_456_789_012_345_678_901_234_567_890n,
          highWad: 1n,
          asOfSeconds: 5,
          evaluatedAtSeconds: 5,
          spreadBps: null,
          quorum: { needed: 1, had: 1, configured: 1 },
          feeds: [],
        },
      ],
    ]),
    askedSeconds: 5,
    widthSeconds: 0,
  });
  expect(json).toContain('"price":123456789012.34567890123456789,"timestamp":5,"confidence":0.8}');
});

it("goes by DefiLlama's names of the public chains", () => {
  const address = `0x${"1".repeat(40)}` as const;
  const chains = [ethereum, optimism, polygon, base, arbitrum];
  const known = new Map(
    chains.map(({ chainId }) => {
      const asset = assetCaip19(chainId, address);
      return [asset as string, { ...api.dependencies.methodology.assets[0]!, asset }];
    }),
  );
  const network = {
    chains: chains.map((chain) => ({ ...ALPHA, ...{ name: chain.name, chainId: chain.chainId } })),
  };
  const find = createLlamaCoins({ network, known });
  const named = ["ethereum", "optimism", "polygon", "base", "arbitrum"].map(
    (name) => find(`${name}:${address}`)?.asset,
  );
  expect(named).toEqual([1, 10, 137, 8453, 42161].map((id) => assetCaip19(id, address)));
});

it("leaves out what is held back, unknown, or farther away than the search width", async () => {
  // The feeds are stale after 4,200 s; the last good price stands in for another hour.
  const last = at(10) + 4_199;
  const stale = at(10) + 6_000;
  expect(await text(`/prices/historical/${stale}/${KEY}`)).toContain(
    `"price":2613.71000001,"timestamp":${last},"confidence":0.4}`,
  );
  expect(await text(`/prices/historical/${stale}/${KEY}?searchWidth=29m`)).toBe('{"coins":{}}');
  expect(await text(`/prices/historical/${stale}/${KEY}?searchWidth=1h`)).toContain("0.4");
  expect(await text(`/prices/historical/${stale}/${KEY}?searchWidth=2000`)).toContain("0.4");
  expect(await text(`/prices/historical/${at(5)}/${KEY}`)).toBe('{"coins":{}}');
  expect(await text(`/prices/historical/${FIRST_BLOCK_TIME - 50}/${KEY}`)).toBe('{"coins":{}}');
  // By the newest block nothing stands in any more.
  expect(await text(`/prices/current/${KEY}`)).toBe('{"coins":{}}');
});

it("refuses what cannot be understood", async () => {
  for (const [path, pointer] of [
    [`/prices/current/${KEY}?searchWidth=soon`, "query/searchWidth"],
    [`/prices/historical/yesterday/${KEY}`, "path/timestamp"],
    [`/prices/current/${Array.from({ length: 201 }, (_, index) => index).join()}`, "path/coins"],
    [`/prices/current/${KEY}?width=4h`, "query/width"],
  ] as const) {
    const { status, body } = await api.get(path);
    expect(status).toBe(400);
    expect(body.errors[0].pointer).toBe(pointer);
  }
  const { status, body } = await api.get(`/prices/historical/${at(20_000)}/${KEY}`);
  expect([status, body.code]).toEqual([400, "future-time"]);
});
