import { beforeAll, expect, test } from "vitest";
import { chainCaip2 } from "../../../src/core/identifiers.ts";
import { openEventStream } from "../../support/api/open-event-stream.ts";
import type { IndexWorld } from "../../support/index-world.ts";
import type { RestingWorld } from "../../support/liquidation/open-liquidation-world.ts";
import type { RunningPonder } from "../../support/start-ponder.ts";

/*
 * Must-show 5: two `ponder serve` replicas beside one `ponder start` answer the same. Bodies are
 * compared byte for byte; ages are measured by the chain's clock, so that no wall clock is in them.
 */
let world: IndexWorld;
let processes: RunningPonder[];

async function expectSameAnswers(path: string): Promise<string> {
  const answers = await Promise.all(
    processes.map(async ({ url }) => {
      const response = await fetch(url + path, { signal: AbortSignal.timeout(30_000) });
      const text = await response.text();
      return {
        status: response.status,
        type: response.headers.get("content-type"),
        // Each request of each process has a number of its own.
        body: text.replaceAll(/"requestId":"[^"]*"/g, '"requestId":""'),
      };
    }),
  );
  expect(answers).toHaveLength(3);
  for (const answer of answers.slice(1)) expect(answer).toEqual(answers[0]);
  expect(answers[0]!.status, answers[0]!.body).toBe(200);
  return answers[0]!.body;
}

async function blockParameter(back: bigint): Promise<string> {
  const heads = await world.heads();
  return world.network.chains
    .map(({ chainId }) => `${chainCaip2(chainId)}:${heads[chainId]! - back}`)
    .join(",");
}

/** Ends the indexer and all replicas but one. @returns gives that one. */
export function replicas(open: () => RestingWorld): () => RunningPonder {
  beforeAll(async () => {
    ({ world } = open());
    await world.ponder().waitIndexed(await world.heads());
    processes = [world.ponder(), ...(await Promise.all([1, 2].map(() => world.startReplica())))];
  }, 240_000);

  test("every account's view at the newest block", async () => {
    for (const { address } of world.manifest.accounts) {
      const body = await expectSameAnswers(`/v1/accounts/${address}/collateral`);
      expect(JSON.parse(body)).toMatchObject({ account: { address } });
    }
  });

  test("every account's view at past blocks", async () => {
    for (const back of [1n, 20n, 70n]) {
      const at = await blockParameter(back);
      for (const { address } of world.manifest.accounts)
        await expectSameAnswers(`/v1/accounts/${address}/collateral?at=${at}`);
    }
  });

  test("some account has positions with a value on all chains", async () => {
    const views = await Promise.all(
      world.manifest.accounts.map(async ({ address }) => {
        const body = await expectSameAnswers(`/v1/accounts/${address}/collateral`);
        return JSON.parse(body) as {
          markets: { chain: string; positions: { value: { raw: string } | null }[] }[];
        };
      }),
    );
    const chainsWithValue = views.map(
      (view) =>
        new Set(
          view.markets
            .filter(({ positions }) => positions.some(({ value }) => BigInt(value?.raw ?? 0) > 0n))
            .map(({ chain }) => chain),
        ).size,
    );
    expect(Math.max(...chainsWithValue)).toBe(3);
  });

  test("prices, chains and the methodology", async () => {
    const prices = JSON.parse(await expectSameAnswers("/v1/prices"));
    expect(prices.items.length).toBeGreaterThanOrEqual(4);
    await expectSameAnswers(`/v1/prices?at=${await blockParameter(30n)}`);
    const assets = prices.items.map(({ asset }: { asset: string }) => asset);
    await expectSameAnswers(`/v1/prices/${encodeURIComponent(assets[0])}/history?limit=40`);
    const feeds = JSON.parse(await expectSameAnswers("/v1/feeds"));
    for (const { id } of feeds.items)
      await expectSameAnswers(`/v1/feeds/${encodeURIComponent(id)}/observations?limit=5`);
    const token = assets[0].slice(assets[0].indexOf("0x"));
    const [chain] = world.network.chains;
    await expectSameAnswers(`/prices/current/${chain!.name}:${token}?searchWidth=52w`);
    await expectSameAnswers("/v1/chains");
    await expectSameAnswers("/v1/methodology");
    await expectSameAnswers("/openapi.json");
  });

  test("answers about the past name their blocks", async () => {
    const at = await blockParameter(10n);
    const accounts = world.manifest.accounts.map(
      ({ address }) => `/v1/accounts/${address}/collateral`,
    );
    for (const route of [...accounts, "/v1/prices", "/v1/feeds", "/v1/insurance-funds"]) {
      const named: string = JSON.parse(await expectSameAnswers(`${route}?at=${at}`)).at;
      expect(named.startsWith(`${at}~`)).toBe(true);
      await expectSameAnswers(`${route}?at=${named}`);
    }
  });

  test("a replica goes on answering after the indexer has stopped", async () => {
    const { address } = world.manifest.accounts[0]!;
    const path = `/v1/accounts/${address}/collateral`;
    const before = await expectSameAnswers(path);
    await world.ponder().stop();
    processes = processes.slice(1);
    const answers = await Promise.all(
      processes.map(async ({ url }) => (await fetch(url + path)).text()),
    );
    for (const answer of answers) expect(JSON.parse(answer)).toEqual(JSON.parse(before));
  });

  test("the price stream goes on at another replica, and ends with its server at once", async () => {
    const [one, other] = processes.slice(-2);
    const first = await openEventStream(`${one!.url}/v1/prices/stream`);
    await first.waitFor("begun", ({ events }) => events.length === 1);
    const { id, data } = first.events[0]!;
    expect(data.items.length).toBeGreaterThanOrEqual(4);
    const begin = performance.now();
    await one!.stop();
    expect(await first.ended).toBe("ended");
    expect(performance.now() - begin).toBeLessThan(10_000);
    const second = await openEventStream(`${other!.url}/v1/prices/stream`, {
      headers: { "Last-Event-ID": id },
    });
    await second.waitFor("resumed", ({ events }) => events.length === 1);
    expect(second.events[0]).toMatchObject({ event: "vector", id });
    second.close();
  });

  return () => processes.at(-1)!;
}
