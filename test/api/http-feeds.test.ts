import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import pg from "pg";
import { hexToBytes } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyPythUpdate } from "../../src/api/http-feeds/verify-pyth-update.ts";
import { EFFECT_MARGIN_SECONDS } from "../../src/api/store/hold-block-time.ts";
import { createHttpObservationReader } from "../../src/api/store/read-http-observations.ts";
import { blockHash, blockTime, type Json, observation } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { requireDescribed } from "../support/api/require-described.ts";
import {
  ETH_PRICE_ID,
  type HttpFeedsWorld,
  openHttpFeedsWorld,
  UNKNOWN_PRICE_ID,
} from "../support/http-feeds/open-http-feeds-world.ts";

const A = ALPHA.chainId;
const B = BETA.chainId;
const WETH = `eip155:${A}/erc20:${ALPHA.tokens[0]!.address}`;
const USDC = `eip155:${A}/erc20:${ALPHA.tokens[1]!.address}`;

let world: HttpFeedsWorld;
const worlds: HttpFeedsWorld[] = [];

async function open(parameters?: Parameters<typeof openHttpFeedsWorld>[0]) {
  const opened = await openHttpFeedsWorld(parameters);
  worlds.push(opened);
  await opened.migrate();
  return opened;
}
afterAll(async () => {
  for (const one of worlds) await one.close();
});

/** The evidence of one feed in the price of an asset at a block vector; the newest one by default. */
async function evidence(
  on: HttpFeedsWorld,
  asset: string,
  feedId: string,
  at?: string,
): Promise<Json> {
  const price = await priceOf(on, asset, at);
  return price.feeds.find(({ id }: { id: string }) => id === feedId);
}

async function priceOf(on: HttpFeedsWorld, asset: string, at?: string): Promise<Json> {
  const { status, body } = await on.api.get(
    `/v1/prices?assets=${asset}${at === undefined ? "" : `&at=${at}`}`,
  );
  expect(status).toBe(200);
  return body.items[0].price;
}

async function rows(on: HttpFeedsWorld, query: string): Promise<Json[]> {
  const client = new pg.Client({ connectionString: on.api.connectionString });
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}
const observations = (on: HttpFeedsWorld) =>
  rows(on, "SELECT * FROM ballast_offchain.http_observation ORDER BY sequence");

describe("before a worker ever ran", () => {
  it("a feed over HTTP is missing, on no chain, and answers are given all the same", async () => {
    const bare = await openHttpFeedsWorld();
    worlds.push(bare);
    expect(await evidence(bare, WETH, "hermes:ETH/USD")).toEqual({
      id: "hermes:ETH/USD",
      kind: "hermes",
      chain: null,
      value: null,
      price: null,
      confidenceBps: null,
      sourceTime: null,
      writeTime: null,
      receivedTime: null,
      ageSeconds: null,
      block: null,
      transaction: null,
      round: null,
      voted: false,
      reject: "missing",
      upstream: ["pyth:ETH/USD"],
      voteGroup: 1,
    });
  });
});

describe("a collected value", () => {
  beforeAll(async () => {
    world = await open();
    for (const kind of ["chainlink", "redstone"]) {
      const id = `${kind}:eip155:${A}:ETH/USD`;
      world.api.world.observations.set(id, observation(id, A, 2_510_00000000n));
    }
  });

  it("is stored with all that was received, and counts from the first block after every indexed one", async () => {
    const head = world.headSeconds();
    const before = Date.now();
    world.quote({ publishTimeSeconds: head + 2 });
    await world.collect("hermes");
    const [row, ...others] = await observations(world);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      stream: "devnet",
      feed_key: `hermes/signatures/${ETH_PRICE_ID}`,
      effective_seconds: String(head + EFFECT_MARGIN_SECONDS),
      raw_value: "250000000000",
      decimals: 8,
      raw_confidence: "100000000",
      stated_confidence_bps: null,
      source_seconds: String(head + 2),
    });
    expect(row.received_at.getTime()).toBeGreaterThanOrEqual(before);
    const [response] = await rows(world, "SELECT * FROM ballast_offchain.http_response");
    expect(response.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v2\/updates\/price\/latest\?/);
    expect(response.body_sha256).toEqual(row.body_sha256);
    expect(JSON.parse(response.body).parsed[0].price.price).toBe("250000000000");
    // What is stored proves the value without the service.
    const hermes = world.network.httpFeeds[0]!;
    if (hermes.kind !== "hermes" || hermes.signers === null) throw new TypeError("No signers.");
    const proved = verifyPythUpdate({
      update: `0x${row.signed_update.toString("hex")}`,
      signers: hermes.signers,
      nowSeconds: head,
    });
    expect(proved).toMatchObject([{ priceId: ETH_PRICE_ID, price: 2_500_00000000n }]);

    expect(await evidence(world, WETH, "hermes:ETH/USD")).toMatchObject({ reject: "missing" });
    await world.index(B);
    expect(await evidence(world, WETH, "hermes:ETH/USD")).toMatchObject({ reject: "missing" });
    await world.index(A);
    expect(world.headSeconds()).toBeGreaterThanOrEqual(head + EFFECT_MARGIN_SECONDS);
    const spoken = await evidence(world, WETH, "hermes:ETH/USD");
    expect(spoken).toMatchObject({
      kind: "hermes",
      chain: null,
      price: { decimal: "2500", raw: "2500000000000000000000" },
      confidenceBps: 4,
      sourceTime: head + 2,
      writeTime: head + EFFECT_MARGIN_SECONDS,
      receivedTime: Math.floor(row.received_at.getTime() / 1_000),
      block: null,
      transaction: null,
      voted: true,
      reject: null,
      upstream: ["pyth:ETH/USD"],
    });
    // With two other providers it makes the third vote.
    expect(await priceOf(world, WETH)).toMatchObject({
      status: "ok",
      quorum: { needed: 2, had: 3, configured: 3 },
    });
  });

  it("is described by the API's own document", async () => {
    const { body: document } = await world.api.get("/openapi.json");
    await requireDescribed(world.api, document, "/v1/prices", "/v1/prices");
  });

  it("is stored once, and again only when it is newer by its own time", async () => {
    await world.collect("hermes");
    expect(await observations(world)).toHaveLength(1);
    world.quote({ price: 1n, publishTimeSeconds: world.says.quotes[0]!.publishTimeSeconds - 10 });
    await world.collect("hermes");
    expect(await observations(world)).toHaveLength(1);
    world.quote({ price: 2_501_00000000n });
    await world.collect("hermes");
    expect((await observations(world)).map(({ raw_value }) => raw_value)).toEqual([
      "250000000000",
      "250100000000",
    ]);
  });

  it("of a time far ahead is refused: it would keep all true ones out", async () => {
    const farAhead = Math.floor(Date.now() / 1_000) + 3_600;
    world.quote({ publishTimeSeconds: farAhead });
    await world.collect("hermes");
    expect(await observations(world)).toHaveLength(2);
    expect(world.logged.findLast(({ msg }) => msg === "http value rejected")).toMatchObject({
      service: "hermes",
      feed: `hermes/signatures/${ETH_PRICE_ID}`,
      code: "ahead_of_time",
    });
    await world.index(A);
    world.quote();
    await world.collect("hermes");
    expect(await observations(world)).toHaveLength(3);
    expect(world.logged.at(-1)).toMatchObject({ msg: "http value accepted again" });
  });

  it("leaves an unknown price alone, and says so once", async () => {
    const about = world.logged.filter(
      ({ feed }) => feed === `hermes/signatures/${UNKNOWN_PRICE_ID}`,
    );
    expect(about).toMatchObject([{ msg: "http value rejected", code: "absent", level: 40 }]);
  });

  it("of DefiLlama is exact, and does not vote where the service doubts it", async () => {
    world.coin();
    await world.collect("defillama");
    await world.index(A);
    expect(await evidence(world, USDC, "defillama:USDC/USD")).toMatchObject({
      kind: "defillama",
      chain: null,
      price: { raw: "999900000000000000" },
      reject: null,
      upstream: ["defillama:USDC/USD"],
    });
    const row = (await observations(world)).at(-1);
    expect([row.raw_value, row.decimals]).toEqual(["999900000000000000001", 21]);

    world.coin({ confidence: "0.8999999" });
    await world.collect("defillama");
    await world.index(A);
    expect(await evidence(world, USDC, "defillama:USDC/USD")).toMatchObject({
      reject: "conf_wide",
      voted: false,
    });
  });
});

describe("an unsigned Hermes", () => {
  it("is taken at its word, and the registry says so", async () => {
    const unsigned = await open({ signed: false });
    unsigned.quote();
    await unsigned.collect("hermes");
    expect((await observations(unsigned))[0]).toMatchObject({
      feed_key: `hermes/operator/${ETH_PRICE_ID}`,
      signed_update: null,
    });
    const { body } = await unsigned.api.get("/v1/methodology");
    const feed = body.methodology.prices
      .flatMap(({ feeds }: Json) => feeds)
      .find(({ id }: Json) => id === "hermes:ETH/USD");
    expect(feed).toMatchObject({ chainId: null, source: { kind: "hermes", trust: "operator" } });
  });
});

describe("a fault of a service", () => {
  let faulty: HttpFeedsWorld;
  beforeAll(async () => {
    faulty = await open();
    faulty.quote();
  });
  const answer = (instead: () => Response | Promise<Response>) => {
    faulty.says.intercept = async () => instead();
  };

  it.each([
    ["no JSON", () => new Response("<html>busy</html>")],
    ["another form", () => Response.json({ parsed: 1 })],
    ["a 500", () => new Response("", { status: 500 })],
    ["a 401", () => new Response("", { status: 401 })],
  ])("(%s) stores nothing and is an error of the round", async (_, instead) => {
    answer(instead);
    await expect(faulty.collect("hermes")).rejects.toMatchObject({ code: "http-feed" });
    expect(await observations(faulty)).toEqual([]);
  });

  it("(a forged update) is refused whatever the service says beside it", async () => {
    faulty.says.intercept = async (request) => {
      faulty.says.intercept = null;
      const headers = request.headers;
      const real = (await (await fetch(request.url, { headers })).json()) as Json;
      const bytes = hexToBytes(`0x${real.binary.data[0]}`);
      bytes[bytes.length - 30]! ^= 1;
      real.binary.data[0] = Buffer.from(bytes).toString("hex");
      return Response.json(real);
    };
    await faulty.collect("hermes");
    expect(await observations(faulty)).toEqual([]);
    expect(faulty.logged.filter(({ code }) => code === "unverified")).toMatchObject([
      { feed: `hermes/signatures/${ETH_PRICE_ID}`, detail: expect.stringMatching(/signed root/) },
      { feed: `hermes/signatures/${UNKNOWN_PRICE_ID}` },
    ]);
  });

  it("(a 429) is not answered by asking again", async () => {
    answer(() => new Response("", { status: 429 }));
    await expect(faulty.collect("hermes")).rejects.toThrow(/429/);
    const asked = faulty.says.requests.length;
    faulty.says.intercept = null;
    await expect(faulty.collect("hermes")).rejects.toThrow(/not to be asked before/);
    expect(faulty.says.requests).toHaveLength(asked);
  });

  it("leaves the last value to grow stale", async () => {
    const stale = await open();
    stale.quote();
    await stale.collect("hermes");
    // 60 s and 600 s of tolerance, at 12 s a block.
    for (let block = 0; block < 57; block += 1) await stale.index(A);
    expect(await evidence(stale, WETH, "hermes:ETH/USD")).toMatchObject({ reject: "stale" });
  });

  it("nothing is collected while the index is catching up", async () => {
    const behind = await open();
    await behind.api.setReady(false);
    behind.quote();
    await behind.collect("hermes");
    expect(behind.says.requests).toEqual([]);
    expect(behind.logged.at(-1)).toMatchObject({ msg: "nothing to do" });
  });
});

describe("the place in time of a value", () => {
  it("is after a block that is being indexed meanwhile, which waits for nothing but the commit", async () => {
    const racing = await open();
    const number = racing.blockNumber(A) + 400;
    const ponder = new pg.Client({ connectionString: racing.api.connectionString });
    await ponder.connect();
    try {
      await ponder.query("BEGIN; SET search_path TO api_test");
      await ponder.query(
        "INSERT INTO chain_block (chain_id, number, hash, parent_hash, timestamp_seconds) VALUES ($1, $2, $3, $3, $4)",
        [A, number, blockHash(A, number), blockTime(A, number)],
      );
      racing.quote();
      let done = false;
      const collecting = racing.collect("hermes").then(() => {
        done = true;
      });
      await sleep(300);
      expect(done).toBe(false);
      // Readers pass.
      expect((await racing.api.get("/v1/prices")).status).toBe(200);
      await ponder.query("COMMIT");
      await collecting;
    } finally {
      await ponder.end();
    }
    const [row] = await observations(racing);
    expect(Number(row.effective_seconds)).toBe(blockTime(A, number) + EFFECT_MARGIN_SECONDS);
  });

  it("is its own time where the index is behind, so that the newest value is never one of the future", async () => {
    const behind = await open();
    const head = behind.headSeconds();
    for (const ahead of [100, 115, 130]) {
      behind.quote({ publishTimeSeconds: head + ahead, price: BigInt(ahead) * 10n ** 10n });
      await behind.collect("hermes");
    }
    expect((await observations(behind)).map((row) => Number(row.effective_seconds))).toEqual([
      head + 100,
      head + 115,
      head + 130,
    ]);
    while (behind.headSeconds() < head + 115) await behind.index(A);
    expect(await evidence(behind, WETH, "hermes:ETH/USD")).toMatchObject({
      price: { decimal: "11500" },
      sourceTime: head + 115,
      reject: null,
    });
  });

  it("does not go back where a reorganisation takes the newest block away", async () => {
    const reorganised = await open();
    reorganised.quote();
    await reorganised.collect("hermes");
    await reorganised.api.database.db.execute(
      `DELETE FROM chain_block WHERE chain_id = ${A} AND number > 15`,
    );
    reorganised.quote({
      publishTimeSeconds: reorganised.headSeconds() + 1,
      price: 2_600_00000000n,
    });
    await reorganised.collect("hermes");
    const [first, second] = await observations(reorganised);
    expect(second.effective_seconds).toBe(first.effective_seconds);
    // At the same time the one that came later counts.
    const reader = createHttpObservationReader({ schema: "ballast_offchain", stream: "devnet" });
    const feeds = [
      {
        id: "hermes:ETH/USD",
        source: { kind: "hermes", priceId: ETH_PRICE_ID, trust: "signatures" },
      },
    ] as const;
    const timeSeconds = Number(first.effective_seconds);
    const [now, history, before] = await reorganised.api.database.withSnapshot(async (facts) => [
      await reader.readObservations({ facts, feeds, timeSeconds }),
      await reader.readHistory({ facts, feeds, timeSeconds, fromSeconds: 0 }),
      await reader.readObservations({ facts, feeds, timeSeconds: timeSeconds - 1 }),
    ]);
    expect(now.get("hermes:ETH/USD")?.rawValue).toBe(2_600_00000000n);
    expect(history.get("hermes:ETH/USD")?.map(({ rawValue }) => rawValue)).toEqual([
      2_500_00000000n,
      2_600_00000000n,
    ]);
    expect(before.size).toBe(0);
  });

  it("changes no answer that was ever given, in any order of blocks, values and questions", async () => {
    const history = await open({ indexed: { alpha: 3, beta: 3 } });
    for (const kind of ["chainlink", "redstone"]) {
      const id = `${kind}:eip155:${A}:ETH/USD`;
      history.api.world.observations.set(id, observation(id, A, 2_500_00000000n));
    }
    const given: { at: string; price: Json }[] = [];
    let price = 2_500_00000000n;
    const acts = {
      alpha: () => history.index(A),
      beta: () => history.index(B),
      collect: async () => {
        price += 1_00000000n;
        history.quote({ price });
        await history.collect("hermes");
      },
      ask: async () => {
        const at = `eip155:${A}:${history.blockNumber(A)},eip155:${B}:${history.blockNumber(B)}`;
        // Without what the app remembers of a vector.
        given.push({ at, price: await freshAnswer(history, at) });
      },
    };
    const steps = fc.sample(fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])), {
      numRuns: 120,
      seed: 7,
    });
    for (const step of steps) await acts[step]();
    expect(given.length).toBeGreaterThan(15);
    const values = given.map(
      ({ price: { feeds } }) => feeds.find(({ id }: Json) => id === "hermes:ETH/USD").price?.raw,
    );
    expect(new Set(values).size).toBeGreaterThan(5);
    for (const { at, price } of given) expect(await freshAnswer(history, at)).toEqual(price);
  }, 120_000);
});

/** As {@link priceOf} by an app that has answered nothing before, without the age by the clock. */
async function freshAnswer(on: HttpFeedsWorld, at: string): Promise<Json> {
  const { body } = await on.api.get(`/v1/prices?assets=${WETH}&at=${at}`, on.api.freshApp());
  const { ageSeconds: _, ...price } = body.items[0].price;
  return price;
}
