import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { base } from "../../config/mainnet/base.ts";
import { compileFixedFeed } from "../support/compile-fixed-feed.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { type RunningPonder, startPonder } from "../support/start-ponder.ts";
import { startTestChain, type TestChain } from "../support/start-test-chain.ts";

/*
 * The live configuration on a local chain that says it is Base: what can be tried of it without the
 * internet. The chain has two contracts of the real one, a price proxy at the address of AAVE/USD and
 * the sequencer's uptime feed, which is up; the first RPC URL answers nobody.
 */
const AAVE = base.tokens.find(({ symbol }) => symbol === "AAVE")!.address.toLowerCase();
const WETH = base.tokens.find(({ symbol }) => symbol === "WETH")!.address.toLowerCase();
const BLOCKS = 65;

let chain: TestChain;
let database: TestDatabase;
let ponder: RunningPonder;

beforeAll(async () => {
  const genesisTimestamp = Math.floor(Date.now() / 1000) - 600;
  chain = await startTestChain({ chainId: base.chainId, genesisTimestamp });
  const { proxy } = base.chainlink.find(({ pair }) => pair === "AAVE/USD")!;
  for (const [name, address] of [
    ["FixedFeed", proxy],
    ["FixedUptimeFeed", base.sequencerProxy],
  ] as const) {
    const feed = await chain.deploy({ artifact: await compileFixedFeed(name), args: [] });
    const bytecode = await chain.client.getCode({ address: feed });
    await chain.client.setCode({ address, bytecode: bytecode! });
  }
  await chain.client.mine({ blocks: BLOCKS, interval: 2 });
  database = await createTestDatabase();
  ponder = await startPonder({
    command: "start",
    manifestPath: "",
    connectionString: database.connectionString,
    schema: "mainnet_start",
    environment: {
      BALLAST_NETWORK: "mainnet",
      BALLAST_CHAINS: "base",
      BALLAST_PROTOCOLS: "wormhole",
      BALLAST_START_BLOCK_BASE: "1",
      BALLAST_RPC_BASE: `http://127.0.0.1:9/nobody ${chain.url}`,
    },
  });
  await ponder.waitIndexed({ [base.chainId]: BLOCKS }, 200_000);
}, 280_000);
afterAll(async () => {
  await ponder?.stop();
  await database?.drop();
  await chain?.stop();
});

async function get(path: string) {
  const response = await fetch(`${ponder.url}${path}`, { signal: AbortSignal.timeout(30_000) });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of any shape.
  return { status: response.status, body: (await response.json()) as any };
}

describe("npm run start on mainnet", () => {
  it("indexes the chain over the second URL where the first one answers nobody", async () => {
    const { status, body } = await get("/v1/chains");
    expect(status).toBe(200);
    expect(body.chains).toMatchObject([
      { chain: "eip155:8453", name: "base", wormholeChainId: 30 },
    ]);
    expect(body.chains[0].indexed.number).toBeGreaterThanOrEqual(BLOCKS);
  });

  it("prices by the proxy, whose aggregator nobody named", async () => {
    const { body } = await get(`/v1/prices?assets=eip155:8453/erc20:${AAVE}`);
    expect(body.items[0]).toMatchObject({
      symbol: "AAVE",
      class: "native",
      haircutBps: 4_000,
      price: {
        id: "AAVE/USD",
        status: "degraded",
        mid: { decimal: "123.45" },
        flags: expect.arrayContaining(["single_source"]),
      },
    });
  });

  it("has no price where no feed has spoken, and says which", async () => {
    const { body } = await get(`/v1/prices?assets=eip155:8453/erc20:${WETH}`);
    const { price } = body.items[0];
    expect(price).toMatchObject({ id: "ETH/USD", status: "unavailable", mid: null });
    expect(price.feeds.map(({ reject }: { reject: string }) => reject)).toEqual([
      "missing",
      "missing",
    ]);
  });

  it("answers for accounts as unsimulated, and attests nothing", async () => {
    const account = `0x${"aa".padStart(40, "0")}`;
    const { status, body } = await get(`/v1/accounts/${account}/collateral`);
    expect([status, body.simulated, body.markets]).toEqual([200, false, []]);
    expect(await get("/v1/attestations/latest")).toMatchObject({
      status: 404,
      body: { code: "network-does-not-attest" },
    });
  });
});
