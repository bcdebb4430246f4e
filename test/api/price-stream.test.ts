import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPriceStream, type PriceStream } from "../../src/api/stream/create-price-stream.ts";
import { createAccountValuer } from "../../src/api/valuation/value-accounts.ts";
import { oracleAdapters } from "../../src/oracles/adapters.ts";
import {
  addBlocks,
  addPhases,
  removeBlocks,
  writeChainlink,
  writeEther,
} from "../support/api/feed-facts.ts";
import { type Listening, listen } from "../support/api/listen.ts";
import { type Api, type Json, makeApi } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import {
  type EventStream,
  openEventStream,
  type StreamEvent,
} from "../support/api/open-event-stream.ts";
import { noContracts } from "../support/no-contracts.ts";
import { noHttpObservations } from "../support/no-http-observations.ts";

const WETH = `eip155:${ALPHA.chainId}/erc20:${ALPHA.tokens[0]!.address}`;
const USDC = `eip155:${ALPHA.chainId}/erc20:${ALPHA.tokens[1]!.address}`;
const ETHER = 200_000_000_000n;
const DOLLAR = 100_000_000n;

let api: Api;
let stream: PriceStream;
let listening: Listening;
const open: EventStream[] = [];
/** The newest block of alpha. */
let head = 3;

/** The stream as another replica would have it: with nothing remembered. */
function replica(settings: Parameters<typeof createPriceStream>[0]["settings"] = {}): PriceStream {
  const { dependencies } = api;
  return createPriceStream({
    ...dependencies,
    valuer: createAccountValuer({
      network: dependencies.network,
      methodology: dependencies.methodology,
      protocolAdapters: [],
      oracleAdapters,
      httpObservations: noHttpObservations,
      contracts: noContracts,
    }),
    settings: { pollMilliseconds: 20, heartbeatMilliseconds: 60_000, ...settings },
  });
}

async function serveStream(settings: Parameters<typeof replica>[0] = {}): Promise<Listening> {
  stream = replica(settings);
  listening = await listen(api.appWith({ priceStream: stream }));
  return listening;
}

async function read(
  query = "",
  options: Parameters<typeof openEventStream>[1] & { on?: Listening } = {},
): Promise<EventStream> {
  const { on = listening, ...rest } = options;
  const one = await openEventStream(`${on.url}/v1/prices/stream${query}`, rest);
  open.push(one);
  return one;
}

/** A block of alpha with what it says of ETH or USDC. */
async function mine({ etherE8, dollarE8 }: { etherE8?: bigint; dollarE8?: bigint } = {}) {
  head += 1;
  const block = head;
  if (etherE8 !== undefined) await writeEther(api, ALPHA, { block, valueE8: etherE8 });
  if (dollarE8 !== undefined) {
    await writeChainlink(api, ALPHA, { pair: "USDC/USD", block, valueE8: dollarE8 });
  }
  await addBlocks(api, ALPHA.chainId, { from: block, to: block });
}

const assetsOf = ({ data }: StreamEvent) => data.items.map((item: { asset: string }) => item.asset);
const midsOf = ({ data }: StreamEvent) =>
  data.items.map((item: { price: { mid: { decimal: string } } }) => item.price.mid.decimal);
const eventNames = (one: EventStream) => one.events.map(({ event }) => event);

beforeAll(async () => {
  api = await makeApi({ alpha: 3, beta: 3 }, { facts: true });
  for (const chain of [ALPHA, BETA]) await addPhases(api, chain);
  await writeEther(api, ALPHA, { block: 1, valueE8: ETHER });
  await writeChainlink(api, ALPHA, { pair: "USDC/USD", block: 1, valueE8: DOLLAR });
});
afterAll(() => api.close());
beforeEach(() => serveStream());
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await stream.close();
  await listening.close();
});

describe("the price stream", () => {
  it("begins with everything, in the shape of /v1/prices, and tells how to come back", async () => {
    const one = await read(`?assets=${WETH},gold,${USDC}`);
    await one.waitFor("begun", ({ events }) => events.length === 1);
    expect(one.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
    });
    expect(one.retry).toBe(2_000);
    const [{ event, id, data }] = one.events as [StreamEvent];
    expect(event).toBe("reset");
    expect(data).toMatchObject({ reason: "start", superseded: null });
    const { body } = await api.get(`/v1/prices?assets=${WETH},gold,${USDC}`);
    expect(data.items).toEqual(body.items);
    expect(data.items[1]).toMatchObject({ asset: "gold", error: { code: "malformed-asset" } });
    expect(data.at).toBe(body.at);
    expect(data.evaluatedAt).toBe(body.evaluatedAt);
    expect(data.methodology).toEqual(body.methodology);
    expect(data.at).toBe(id);
  });

  it("tells each reader of the assets that changed, once for a vector, and nothing otherwise", async () => {
    const both = await read(`?assets=${WETH},${USDC}`);
    const dollars = await read(`?assets=${USDC}`);
    await both.waitFor("begun", ({ events }) => events.length === 1);
    await dollars.waitFor("begun", ({ events }) => events.length === 1);
    await mine();
    await mine({ etherE8: ETHER + 1n });
    await both.waitFor("told of ETH", ({ events }) => events.length === 2);
    await mine({ dollarE8: DOLLAR - 1n });
    await both.waitFor("told of USDC", ({ events }) => events.length === 3);
    await dollars.waitFor("told of USDC", ({ events }) => events.length === 2);
    expect(eventNames(both)).toEqual(["reset", "prices", "prices"]);
    expect(both.events.slice(1).map(assetsOf)).toEqual([[WETH], [USDC]]);
    expect(midsOf(both.events[1]!)).toEqual(["2000.00000001"]);
    expect(dollars.events[1]).toEqual(both.events[2]);
    // The event is what the route answers at its vector, but for the age, which the clock measures.
    const { data } = both.events[2]!;
    const { body } = await api.get(`/v1/prices?assets=${USDC}&at=${data.at}`);
    const ageless = ({ price, ...item }: Json) => ({
      ...item,
      price: { ...price, ageSeconds: null },
    });
    expect(data.items.map(ageless)).toEqual(body.items);
    expect(data.blocks[0]).toMatchObject({ chain: `eip155:${ALPHA.chainId}`, number: head });
  });

  it("resumes on any replica with exactly what changed since an id", async () => {
    const first = await read(`?assets=${WETH},${USDC}`);
    await first.waitFor("begun", ({ events }) => events.length === 1);
    const { id } = first.events[0]!;
    first.close();
    await mine({ etherE8: ETHER + 50n });
    await mine({ etherE8: ETHER + 70n });
    await mine();
    const headers = { "Last-Event-ID": id };
    const resumed = await read(`?assets=${WETH},${USDC}`, { headers });
    await resumed.waitFor("resumed", ({ events }) => events.length === 1);
    expect(eventNames(resumed)).toEqual(["prices"]);
    expect(assetsOf(resumed.events[0]!)).toEqual([WETH]);
    expect(midsOf(resumed.events[0]!)).toEqual(["2000.0000007"]);

    const other = replica();
    const elsewhere = await listen(api.appWith({ priceStream: other }));
    try {
      const byQuery = await read(`?assets=${WETH},${USDC}&lastEventId=${id}`, { on: elsewhere });
      await byQuery.waitFor("resumed", ({ events }) => events.length === 1);
      expect(byQuery.events).toEqual(resumed.events);
      await mine({ dollarE8: DOLLAR - 9n });
      await byQuery.waitFor("gone on", ({ events }) => events.length === 2);
      expect(assetsOf(byQuery.events[1]!)).toEqual([USDC]);
    } finally {
      await other.close();
      await elsewhere.close();
    }
    const newest = { "Last-Event-ID": resumed.events[0]!.id };
    const unchanged = await read(`?assets=${WETH}`, { headers: newest });
    await unchanged.waitFor("begun", ({ events }) => events.length === 1);
    expect(unchanged.events[0]).toMatchObject({ event: "vector" });
    expect(unchanged.events[0]!.data.items).toBeUndefined();
  });

  it.each([
    ["gibberish", "malformed-event-id"],
    [`eip155:${ALPHA.chainId}:1~0123456789abcdef`, "malformed-event-id"],
    [`eip155:${ALPHA.chainId}:1,eip155:${BETA.chainId}:1~0123456789abcdef`, "reorganised"],
    [`eip155:${ALPHA.chainId}:9999,eip155:${BETA.chainId}:1~0123456789abcdef`, "reorganised"],
  ])("tells everything anew to whoever comes with %s", async (id, reason) => {
    const one = await read(`?assets=${WETH}`, { headers: { "Last-Event-ID": id } });
    await one.waitFor("begun", ({ events }) => events.length === 1);
    expect(one.events[0]).toMatchObject({ event: "reset", data: { reason } });
    expect(assetsOf(one.events[0]!)).toEqual([WETH]);
  });

  it("tells everything anew to whoever comes from too long ago", async () => {
    const one = await read(`?assets=${WETH}`);
    await one.waitFor("begun", ({ events }) => events.length === 1);
    await mine();
    await mine();
    const other = replica({ resumeSeconds: 20 });
    const elsewhere = await listen(api.appWith({ priceStream: other }));
    const headers = { "Last-Event-ID": one.events[0]!.id };
    const late = await read(`?assets=${WETH}`, { headers, on: elsewhere });
    await late.waitFor("begun", ({ events }) => events.length === 1);
    expect(late.events[0]).toMatchObject({ event: "reset", data: { reason: "too-old" } });
    await other.close();
    await elsewhere.close();
  });

  it("tells everything anew after a reorg, and which vector is no more", async () => {
    const one = await read(`?assets=${WETH},${USDC}`);
    await one.waitFor("begun", ({ events }) => events.length === 1);
    await mine({ etherE8: ETHER + 300n });
    await one.waitFor("told", ({ events }) => events.length === 2);
    const { id } = one.events[1]!;
    await api.database.db.transaction(async () => {
      await removeBlocks(api, ALPHA.chainId, head);
      await addBlocks(api, ALPHA.chainId, { from: head, to: head, fork: 1 });
    });
    await one.waitFor("told of the reorg", ({ events }) =>
      events.at(-1)!.data.blocks[0].hash.startsWith("0x1"),
    );
    const resets = one.events.slice(2);
    expect(resets.every(({ event }) => event === "reset" || event === "prices")).toBe(true);
    expect(resets[0]).toMatchObject({
      event: "reset",
      data: { reason: "reorganised", superseded: id },
    });
    expect(assetsOf(resets[0]!)).toEqual([WETH, USDC]);
    const back = await read(`?assets=${WETH}`, { headers: { "Last-Event-ID": id } });
    await back.waitFor("begun", ({ events }) => events.length === 1);
    expect(back.events[0]).toMatchObject({ event: "reset", data: { reason: "reorganised" } });
  });
});

describe("a connection", () => {
  it("has heartbeats that say how far the stream is", async () => {
    await stream.close();
    await listening.close();
    await serveStream({ heartbeatMilliseconds: 40 });
    const one = await read(`?assets=${WETH}`);
    await mine();
    await one.waitFor("beaten", ({ comments }) => comments.length >= 3);
    await one.waitFor(
      "come to the head",
      ({ events }) => events.at(-1)!.data.blocks[0].number === head,
    );
    expect(new Set(one.comments)).toEqual(new Set(["heartbeat"]));
    expect(one.events.at(-1)).toMatchObject({ event: "vector" });
  });

  it("is dropped where it is not read, while others go on", async () => {
    await stream.close();
    await listening.close();
    await serveStream({ waitingBytes: 20_000 });
    const metric = async () =>
      /ballast_stream_dropped_readers_total (\d+)/.exec(
        await (await fetch(`${listening.url}/v1/metrics`)).text(),
      )?.[1];
    const before = Number(await metric());
    const unknown = Array.from({ length: 190 }, (_, index) => `${index}`.padEnd(60, "x"));
    const slow = await read(`?assets=${WETH},${unknown}`, { paused: true });
    const good = await read(`?assets=${WETH}`);
    await good.waitFor("begun", ({ events }) => events.length === 1);
    // Reorgs, which tell everything anew, fill what the operating system holds for the slow one.
    for (let fork = 1; Number(await metric()) === before; fork = (fork % 8) + 1) {
      await removeBlocks(api, ALPHA.chainId, head);
      await addBlocks(api, ALPHA.chainId, { from: head, to: head, fork });
    }
    expect(Number(await metric())).toBe(before + 1);
    // The last of the reorgs may be told together with it, as a whole.
    await mine({ etherE8: ETHER + 900n });
    const newest = `eip155:${ALPHA.chainId}:${head},`;
    await good.waitFor("gone on", ({ events }) => events.at(-1)?.id.startsWith(newest) === true);
    slow.close();
    expect(await (await fetch(`${listening.url}/v1/metrics`)).text()).toContain(
      "ballast_stream_readers 1\n",
    );
  }, 60_000);

  it("ends at once when the server stops, and no other begins", async () => {
    const one = await read(`?assets=${WETH}`);
    await one.waitFor("begun", ({ events }) => events.length === 1);
    const begin = performance.now();
    await stream.close();
    expect(await one.ended).toBe("ended");
    expect(performance.now() - begin).toBeLessThan(500);
    const refused = await fetch(`${listening.url}/v1/prices/stream`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: "shutting-down" });
  });

  it("costs nothing when its reader has left", async () => {
    const one = await read(`?assets=${WETH}`);
    await one.waitFor("begun", ({ events }) => events.length === 1);
    one.close();
    for (let count = 0; count < 100; count++) {
      const text = await (await fetch(`${listening.url}/v1/metrics`)).text();
      if (text.includes("ballast_stream_readers 0\n")) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error("The reader is still counted.");
  });
});

describe("a refused stream", () => {
  it.each([
    [`?assets=${Array.from({ length: 201 }, (_, index) => index).join()}`, "query/assets"],
    ["?asset=x", "query/asset"],
    [`?lastEventId=${"1".repeat(2_200)}`, "query/lastEventId"],
  ])("is a problem before anything is sent: case %#", async (query, pointer) => {
    const response = await fetch(`${listening.url}/v1/prices/stream${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(((await response.json()) as Json).errors[0].pointer).toBe(pointer);
  });

  it("says when the index is not ready, too old or read by too many", async () => {
    await api.setReady(false);
    const notReady = await fetch(`${listening.url}/v1/prices/stream`);
    await api.setReady(true);
    expect([notReady.status, ((await notReady.json()) as Json).code]).toEqual([503, "not-indexed"]);
    const app = api.appWith({ priceStream: stream, maximumAgeSeconds: 0 });
    const old = await app.request("/v1/prices/stream");
    expect([old.status, ((await old.json()) as Json).code]).toEqual([503, "too-old"]);
    const full = api.appWith({ priceStream: replica({ mostReaders: 0 }) });
    const refused = await full.request("/v1/prices/stream");
    expect([refused.status, ((await refused.json()) as Json).code]).toEqual([
      503,
      "too-many-readers",
    ]);
  });

  it("answers a head without counting a reader", async () => {
    const response = await fetch(`${listening.url}/v1/prices/stream`, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const text = await (await fetch(`${listening.url}/v1/metrics`)).text();
    expect(text).toContain("ballast_stream_readers 0\n");
  });
});
