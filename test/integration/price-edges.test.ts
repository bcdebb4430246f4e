import type { Address } from "viem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { devnetAccounts } from "../../devnet/accounts/devnet-accounts.ts";
import { fluxAggregatorAbi } from "../../devnet/chainlink/chainlink-admin-abi.ts";
import { fetchChainlinkArtifacts } from "../../devnet/chainlink/chainlink-artifacts.ts";
import { changeAggregator, submitAnswer } from "../../devnet/chainlink/chainlink-transactions.ts";
import { deployFluxAggregator } from "../../devnet/chainlink/deploy-chainlink-feed.ts";
import type { Pair } from "../../devnet/tokens/devnet-tokens.ts";
import { type FeedStage, openFeedStage, readAggregator } from "../support/feeds/open-feed-stage.ts";
import { createIndexWorld, type IndexWorld } from "../support/index-world.ts";

/*
 * What feeds do at their worst, on real Chainlink, Pyth and RedStone contracts, through the real index
 * and over HTTP. The tests share one world and follow each other in its time.
 */
const ALPHA = 31_337;
const BETA = 31_338;
const GAMMA = 31_339;
const FIRST_PRICES = 1_740_000_000 + 2 * 86_400;
const E8 = 100_000_000n;
const START: Record<Pair, bigint> = {
  "ETH/USD": 2_600n * E8,
  "BTC/USD": 68_000n * E8,
  "USDC/USD": E8,
  "DAI/USD": E8,
};

let world: IndexWorld;
let stage: FeedStage;

beforeAll(async () => {
  world = await createIndexWorld({
    genesisTimestamp: 1_740_000_000,
    parts: { alpha: [], beta: ["redstone"], gamma: [] },
    play: async (manifest) => {
      stage = await openFeedStage(manifest);
      await keepAlive();
      await stage.block(12);
    },
  });
}, 240_000);
afterAll(() => world?.close());

/** Every feed says its first price again. */
async function keepAlive(...except: Pair[]): Promise<void> {
  for (const [pair, price] of Object.entries(START) as [Pair, bigint][]) {
    if (!except.includes(pair)) await stage.everywhere(pair, price);
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
type Json = any;

const symbols = {
  "ETH/USD": "WETH",
  "BTC/USD": "WBTC",
  "USDC/USD": "USDC",
  "DAI/USD": "DAI",
} as const satisfies Record<Pair, string>;

/** The price over HTTP, at the newest blocks or at a time. */
async function readPrice(pair: Pair, atSeconds?: number): Promise<Json> {
  await world.ponder().waitIndexed(await world.heads());
  const token = world.network.chains[0]!.tokens.find(({ symbol }) => symbol === symbols[pair])!;
  const at = atSeconds === undefined ? "" : `&at=${atSeconds}`;
  const response = await fetch(
    `${world.ponder().url}/v1/prices?assets=eip155:${ALPHA}/erc20:${token.address}${at}`,
    { signal: AbortSignal.timeout(30_000) },
  );
  const body: Json = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  return body.items[0].price;
}

const feed = (price: Json, id: string) => price.feeds.find((one: Json) => one.id === id);
const chainlinkOf = (price: Json, chainId: number) =>
  feed(price, `chainlink:eip155:${chainId}:${price.id}`);
const rejects = (price: Json) => [...new Set(price.feeds.map((one: Json) => one.reject))];

describe("the first price ever", () => {
  test("before any feed has spoken there is none, and each feed says so", async () => {
    const price = await readPrice("ETH/USD", FIRST_PRICES - 60);
    expect(price).toMatchObject({ status: "unavailable", low: null, mid: null, high: null });
    expect(price.quorum).toEqual({ needed: 2, had: 0, configured: 3 });
    expect(rejects(price)).toEqual(["missing"]);
  });

  test("is taken where every configured upstream agrees", async () => {
    const price = await readPrice("ETH/USD", FIRST_PRICES);
    expect(price).toMatchObject({ status: "ok", flags: [], asOf: FIRST_PRICES });
    expect(price.quorum).toEqual({ needed: 2, had: 3, configured: 3 });
    expect(rejects(price)).toEqual([null]);
  });
});

describe("an aggregator that is replaced behind its proxy", () => {
  let before: Json;
  let old: Address;

  test("is read from the block of the change on, though the proxy logs nothing", async () => {
    before = await readPrice("BTC/USD");
    const { chain, facts } = stage.site(ALPHA);
    const { proxy, oracles } = facts.chainlink.find(({ pair }) => pair === "BTC/USD")!;
    old = await readAggregator(chain, proxy);
    const aggregator = await deployAggregator(ALPHA, "BTC/USD");
    await stage.block(12);
    // The next phase writes before it is confirmed, as real ones do: nobody sees that yet.
    for (const oracle of oracles) {
      chain.send(submitAnswer({ aggregator, oracle, roundId: 1n, answer: 68_100n * E8 }));
    }
    await stage.block(12);
    expect(chainlinkOf(await readPrice("BTC/USD"), ALPHA)).toEqual({
      ...chainlinkOf(before, ALPHA),
      ageSeconds: expect.any(Number),
    });
    await confirm(ALPHA, "BTC/USD", aggregator);
    const after = chainlinkOf(await readPrice("BTC/USD"), ALPHA);
    expect(after).toMatchObject({ price: { decimal: "68100" }, reject: null });
    expect(BigInt(after.round)).toBe((2n << 64n) | 1n);
  });

  test("and what the old one still writes is nobody's answer", async () => {
    const { chain, facts } = stage.site(ALPHA);
    const { oracles } = facts.chainlink.find(({ pair }) => pair === "BTC/USD")!;
    const roundId = 1n + (await latestRound(ALPHA, old));
    for (const oracle of oracles) {
      chain.send(submitAnswer({ aggregator: old, oracle, roundId, answer: 50_000n * E8 }));
    }
    await stage.block(12);
    expect(chainlinkOf(await readPrice("BTC/USD"), ALPHA)).toMatchObject({
      price: { decimal: "68100" },
      round: ((2n << 64n) | 1n).toString(),
    });
    const { mid } = await readPrice("BTC/USD");
    expect(mid.decimal).toBe("68000");
  });

  test("has no vote where its answers have other decimals", async () => {
    const aggregator = await deployAggregator(GAMMA, "USDC/USD", {
      decimals: 18,
      range: { minimumAnswer: 1n, maximumAnswer: 10n ** 30n },
    });
    await stage.block(12);
    await confirm(GAMMA, "USDC/USD", aggregator);
    const silent = chainlinkOf(await readPrice("USDC/USD"), GAMMA);
    // A new aggregator without an answer: the proxy has none either.
    expect(silent).toMatchObject({ price: null, reject: "missing", voted: false });
    await stage.chainlink(GAMMA, "USDC/USD", 999n * 10n ** 15n);
    await stage.block(12);
    const price = await readPrice("USDC/USD");
    expect(chainlinkOf(price, GAMMA)).toMatchObject({
      price: { decimal: "0.999" },
      reject: "decimals_changed",
      voted: false,
    });
    expect(chainlinkOf(price, ALPHA)).toMatchObject({ voted: true });
    expect(price.status).toBe("ok");
  });

  test("has no vote where it stands at the end of what its contract can write", async () => {
    const aggregator = await deployAggregator(BETA, "DAI/USD", {
      range: { minimumAnswer: E8 / 2n, maximumAnswer: 10n ** 15n },
    });
    await stage.block(12);
    await confirm(BETA, "DAI/USD", aggregator);
    const { chain, facts } = stage.site(BETA);
    const { oracles } = facts.chainlink.find(({ pair }) => pair === "DAI/USD")!;
    // What the market says cannot be written at all.
    chain.send({
      ...submitAnswer({ aggregator, oracle: oracles[0]!, roundId: 1n, answer: E8 / 10n }),
      expectRevert: true,
    });
    await stage.block(12);
    for (const oracle of oracles) {
      chain.send(submitAnswer({ aggregator, oracle, roundId: 1n, answer: E8 / 2n }));
    }
    await stage.block(12);
    const price = await readPrice("DAI/USD");
    expect(chainlinkOf(price, BETA)).toMatchObject({
      price: { decimal: "0.5" },
      reject: "clamped",
      voted: false,
    });
    expect(price).toMatchObject({ status: "ok", mid: { decimal: "1" } });
  });
});

describe("feeds that fall silent", () => {
  let lastSpoken: number;

  test("lose their vote after heartbeat and allowance, and get it back with the next answer", async () => {
    await keepAlive();
    await stage.block(12);
    await stage.block(4_188);
    await stage.everywhere("ETH/USD", START["ETH/USD"], ["chainlink"]);
    await stage.block(12);
    const atLimit = await readPrice("ETH/USD");
    // 3,600 s and the larger of a tenth and 600 s.
    expect(chainlinkOf(atLimit, ALPHA)).toMatchObject({ ageSeconds: 4_200, reject: null });
    await stage.block(1);
    const price = await readPrice("ETH/USD");
    expect([ALPHA, BETA, GAMMA].map((chainId) => chainlinkOf(price, chainId).reject)).toEqual([
      "stale",
      "stale",
      "stale",
    ]);
    // Two of three upstreams: a price, but nothing that could outvote a liar.
    expect(price).toMatchObject({ status: "degraded", mid: { decimal: "2600" } });
    expect(price.quorum).toEqual({ needed: 2, had: 2, configured: 3 });
    await stage.chainlink(BETA, "ETH/USD", START["ETH/USD"]);
    await stage.block(12);
    const again = await readPrice("ETH/USD");
    expect(again).toMatchObject({ status: "ok", quorum: { had: 3 } });
    expect(chainlinkOf(again, ALPHA).reject).toBe("stale");
  });

  test("leave the last good price, as old as it is, while all are dead", async () => {
    await keepAlive();
    await stage.block(12);
    const { evaluatedAt, status } = await readPrice("ETH/USD");
    expect(status).toBe("ok");
    lastSpoken = evaluatedAt;
    await stage.block(4_212);
    const price = await readPrice("ETH/USD");
    expect(rejects(price)).toEqual(["stale"]);
    expect(price).toMatchObject({ status: "stale", mid: { decimal: "2600" } });
    expect(price.quorum.had).toBe(0);
    // The last second at which a quorum could vote.
    expect(price.asOf).toBeGreaterThanOrEqual(lastSpoken);
    expect(price.asOf).toBeLessThan(price.evaluatedAt);
    expect(price.ageSeconds).toBe(price.evaluatedAt - price.asOf);
  });

  test("and no price at all when that is over: never zero", async () => {
    await stage.block(3_700);
    const price = await readPrice("ETH/USD");
    expect(price).toMatchObject({ status: "unavailable", low: null, mid: null, high: null });
    const account = devnetAccounts().keeper.address;
    const response = await fetch(`${world.ponder().url}/v1/accounts/${account}/collateral`);
    expect(response.status).toBe(200);
  });

  test("after which a first price needs every upstream again", async () => {
    await stage.everywhere("ETH/USD", 900n * E8, ["redstone"]);
    await stage.block(12);
    const two = await readPrice("ETH/USD");
    expect(two).toMatchObject({ status: "unavailable", mid: null, quorum: { had: 2 } });
    expect(two.flags).toContain("first_price");
    await stage.redstone("ETH/USD", 900n * E8);
    await stage.block(12);
    expect(await readPrice("ETH/USD")).toMatchObject({
      status: "ok",
      mid: { decimal: "900" },
      quorum: { had: 3 },
    });
  });

  test("and every answer of the past is what it was", async () => {
    expect(await readPrice("ETH/USD", FIRST_PRICES - 60)).toMatchObject({ status: "unavailable" });
    expect(await readPrice("ETH/USD", lastSpoken)).toMatchObject({
      status: "ok",
      mid: { decimal: "2600" },
    });
  });
});

/** Queues an aggregator that is not behind any proxy yet. */
async function deployAggregator(
  chainId: number,
  pair: Pair,
  rules: Pick<Parameters<typeof deployFluxAggregator>[0], "decimals" | "range"> = {},
): Promise<Address> {
  const { chain, facts } = stage.site(chainId);
  const { owner, oracles } = facts.chainlink.find((one) => one.pair === pair)!;
  const artifacts = await fetchChainlinkArtifacts({ log: () => undefined });
  return deployFluxAggregator({
    ...{ chain, deployer: owner, artifacts, oracles, pair, linkToken: owner },
    ...rules,
  });
}

/** Puts an aggregator behind the proxy, in a block of its own. */
async function confirm(chainId: number, pair: Pair, aggregator: Address): Promise<void> {
  const { chain, facts } = stage.site(chainId);
  const { proxy, owner } = facts.chainlink.find((one) => one.pair === pair)!;
  for (const transaction of changeAggregator({ proxy, owner, aggregator })) chain.send(transaction);
  await stage.block(12);
}

function latestRound(chainId: number, address: Address): Promise<bigint> {
  return stage.site(chainId).chain.client.readContract({
    ...{ address, abi: fluxAggregatorAbi, functionName: "latestRound" },
  });
}
