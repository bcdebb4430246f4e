import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jsonRpc } from "../../devnet/chain/json-rpc.ts";
import { type AtRiskFilter, atRiskEntries } from "../../src/api/book/at-risk-entry.ts";
import { collectPage } from "../../src/api/book/collect-page.ts";
import { createBook } from "../../src/api/book/create-book.ts";
import { createLiveBook, type LiveBook } from "../../src/api/book/create-live-book.ts";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import { chainClock } from "../../src/api/clock.ts";
import { createValuation } from "../../src/api/create-valuation.ts";
import { createApiMetrics } from "../../src/api/metrics/create-api-metrics.ts";
import { DEFAULT_OFFCHAIN_SCHEMA } from "../../src/api/store/offchain-tables.ts";
import { readBlockSeries, readIndexBegin } from "../../src/api/store/read-block-series.ts";
import { readBlockVector, readIndexReady } from "../../src/api/store/read-block-vector.ts";
import { vectorKey } from "../../src/api/valuation/vector-key.ts";
import type { FactsReader } from "../../src/core/facts-reader.ts";
import { protocolAdapters } from "../../src/protocols/adapters.ts";
import { createIndexWorld, type IndexWorld } from "../support/index-world.ts";
import { lowerOracles } from "../support/liquidation/lower-oracles.ts";
import { playLoans } from "../support/liquidation/play-loans.ts";
import { liquidationVerdict } from "../support/liquidation-verdicts.ts";
import { createActivity } from "../support/mine-activity.ts";

/*
 * The book on the real indexer, the scenario and a workload by chance: at block after block it lists
 * for liquidation exactly what the contracts themselves say may be liquidated; after a reorg and after
 * a new start it is what it is when built anew. It is driven over the history by a head that the test
 * sets. The tests share one world.
 */
const STEPS = 30;
const REORG_DEPTH = 4;
let world: IndexWorld;
let valuation: ReturnType<typeof createValuation>;
/** Block of each chain that counts as the newest one. */
const newest = new Map<number, bigint>();
let book: LiveBook;

const everything: AtRiskFilter = {
  maxHealthWad: 10n ** 18n,
  chainIds: undefined,
  protocol: undefined,
  minValueWad: undefined,
  isLiquidatable: false,
};

function newBook(): LiveBook {
  const { network, database } = world;
  const selectors = () =>
    new Map([...newest].map(([chainId, number]) => [chainId, { kind: "number", number } as const]));
  const blocks = {
    ...{ readBlockVector, readIndexReady, readBlockSeries, readIndexBegin },
    readIndexedHeads: ({ facts }: { facts: FactsReader }) =>
      readBlockVector({ facts, selectors: selectors() }),
  };
  const mark = async () =>
    database.withSnapshot(async (facts) =>
      vectorKey(await readBlockVector({ facts, selectors: selectors() })),
    );
  return createLiveBook({
    ...{ network, blocks, clock: chainClock, withSnapshot: database.withSnapshot },
    methodologies: valuation.methodologies,
    valuer: valuation.valuer,
    parity: { openMismatches: async () => [] },
    readMark: mark,
    peek: mark,
    log: pino({ level: "silent" }),
    metrics: createApiMetrics(),
    book: createBook({
      ...{ network, blocks, adapters: protocolAdapters, memory: valuation.memory },
      contracts: contracts(),
    }),
  });
}

function contracts() {
  return createContractReader({
    clients: new Map(world.network.chains.map(({ chainId }) => [chainId, world.client(chainId)])),
    batch: true,
  });
}

async function built(one: LiveBook): Promise<LiveBook> {
  for (;;) {
    const standing = await one.newest().catch((error: { code?: string }) => {
      if (error.code !== "book-building") throw error;
      return null;
    });
    if (standing !== null) return one;
  }
}

/** What a book lists below a health, as texts, and what it does not know. */
async function listOf(one: LiveBook, filter: AtRiskFilter) {
  const standing = await one.newest();
  const page = await collectPage({
    candidates: one.candidates(standing, filter)!,
    decide: (candidates) => one.decide({ standing, candidates, filter }),
    after: null,
    limit: 100_000,
  });
  return { standing, entries: page.entries };
}

const nameOf = (market: { account: string; chainId: number; marketId: string }, part: number) =>
  `${market.chainId} ${market.marketId} ${market.account} ${part}`;

beforeAll(async () => {
  world = await createIndexWorld({ random: 150 });
  // By chance nobody becomes liquidatable at Morpho and Maker: those who have borrowed half do.
  await playLoans(world.manifest);
  await lowerOracles(world.manifest, { blocks: 12 });
  await world.ponder().waitIndexed(await world.heads(), 300_000);
  valuation = createValuation({
    network: world.network,
    db: world.database.db,
    offchainSchema: DEFAULT_OFFCHAIN_SCHEMA,
    contracts: contracts(),
  });
  book = newBook();
}, 700_000);
afterAll(async () => {
  await book?.close();
  await world?.close();
});

describe("the book", () => {
  test("lists for liquidation what the contracts say, at block after block", async () => {
    const heads = await world.heads();
    let liquidatable = 0;
    let judged = 0;
    const seen = new Map<string, number>();
    for (let step = 1; step <= STEPS; step++) {
      for (const { chainId } of world.network.chains) {
        const begin = heads[chainId]! / 3n;
        newest.set(chainId, begin + ((heads[chainId]! - begin) * BigInt(step)) / BigInt(STEPS));
      }
      await built(book);
      const { standing, entries } = await listOf(book, everything);
      const { vector } = standing;
      // Everybody, read and valued anew, and judged by the contracts.
      const values = await world.database.withSnapshot((facts) =>
        valuation.valuer.valueAll({ facts, vector }),
      );
      const all = values.flatMap((value) => atRiskEntries(value));
      const expected: string[] = [];
      const unknown: string[] = [];
      await Promise.all(
        all.map(async ({ market, part }) => {
          const { chainId, protocol } = market;
          const verdict = await liquidationVerdict({
            facts: world.manifest.chains.find((one) => one.chainId === chainId)!,
            client: world.client(chainId),
            blockNumber: vector.get(chainId)!.number,
            market: { ...market, holder: market.positions[0]!.holder },
          });
          judged += 1;
          if (verdict === true) {
            expected.push(nameOf(market, part));
            seen.set(protocol, (seen.get(protocol) ?? 0) + 1);
          }
          if (verdict === null) unknown.push(nameOf(market, part));
        }),
      );
      const listed = entries.filter(({ market }) => market.health !== null);
      expect(listed.map(({ market, part }) => nameOf(market, part)).sort()).toEqual(
        expected.sort(),
      );
      expect(listed.every(({ market }) => market.health!.liquidatable)).toBe(true);
      const listedUnknown = entries
        .filter(({ market }) => market.health === null)
        .map(({ market, part }) => nameOf(market, part));
      expect(listedUnknown).toEqual(expect.arrayContaining(unknown));
      liquidatable += expected.length;

      // And near it: the same list as of everybody, number for number.
      const near = { ...everything, maxHealthWad: 2n * 10n ** 18n };
      const whole = await listOf(book, near);
      const figures = (some: typeof entries) =>
        some
          .map(({ market, part, healthFactorWad }) => [
            nameOf(market, part),
            ...[healthFactorWad, market.totals.debtWad, market.totals.grossWad],
            market.health?.totalDebtBase,
          ])
          .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
      expect(figures(whole.entries)).toEqual(
        figures(
          all.filter(
            ({ market, healthFactorWad }) =>
              market.health === null ||
              market.health.liquidatable ||
              (healthFactorWad !== null && healthFactorWad < near.maxHealthWad),
          ),
        ),
      );
    }
    console.log(`${judged} verdicts, ${liquidatable} liquidatable:`, Object.fromEntries(seen));
    expect(judged).toBeGreaterThan(500);
    expect(liquidatable).toBeGreaterThan(10);
    for (const protocol of ["aave-v3", "morpho-blue", "maker"])
      expect(seen.get(protocol), protocol).toBeGreaterThan(0);
  }, 480_000);

  async function expectSameAsAnew(): Promise<void> {
    const anew = await built(newBook());
    for (const maxHealthWad of [10n ** 18n, 2n * 10n ** 18n]) {
      const filter = { ...everything, maxHealthWad };
      const [one, other] = [await listOf(book, filter), await listOf(anew, filter)];
      expect(one.standing.key).toBe(other.standing.key);
      const text = (entries: typeof one.entries) =>
        JSON.stringify(entries, (_, value) => (typeof value === "bigint" ? `${value}` : value));
      expect(text(one.entries)).toBe(text(other.entries));
    }
    const { accounts, markets, terms } = book.size();
    expect(anew.size()).toMatchObject({ accounts, markets, terms });
    await anew.close();
  }

  test("is after a reorg what it is when built anew", async () => {
    const [first] = world.manifest.chains;
    const { chainId, rpcUrl: url } = first!;
    const [snapshot] = await jsonRpc({ url, calls: [{ method: "evm_snapshot", params: [] }] });
    const follow = async () => {
      const heads = await world.heads();
      await world.ponder().waitIndexed(heads, 200_000);
      for (const [id, number] of Object.entries(heads)) newest.set(Number(id), number);
      await built(book);
      return book.newest();
    };
    await (await createActivity(first!)).mineBlocks(REORG_DEPTH);
    const before = await follow();
    await expectSameAsAnew();
    await jsonRpc({ url, calls: [{ method: "evm_revert", params: [snapshot] }] });
    await (await createActivity(first!)).mineBlocks(REORG_DEPTH + 1);
    const after = await follow();
    expect(after.epoch).toBe(before.epoch + 1);
    expect(after.vector.get(chainId)!.number).toBe(before.vector.get(chainId)!.number + 1n);
    await expectSameAsAnew();
  }, 240_000);

  test("is after a new start of the indexer what it is when built anew, and what the API lists", async () => {
    await world.ponder().kill("SIGKILL");
    await world.restart();
    const heads = await world.heads();
    await world.ponder().waitIndexed(heads, 200_000);
    for (const [id, number] of Object.entries(heads)) newest.set(Number(id), number);
    await built(book);
    await expectSameAsAnew();
    const deadline = Date.now() + 30_000;
    for (;;) {
      const response = await fetch(`${world.ponder().url}/v1/at-risk?maxHealth=2&limit=500`);
      if (response.status === 503 && Date.now() < deadline) continue;
      expect(response.status).toBe(200);
      const { items } = (await response.json()) as {
        items: { account: string; marketId: string }[];
      };
      const { entries } = await listOf(book, { ...everything, maxHealthWad: 2n * 10n ** 18n });
      expect(items.map(({ account, marketId }) => `${account} ${marketId}`)).toEqual(
        entries
          .filter(({ market }) => market.health !== null)
          .map(({ market }) => `${market.account} ${market.marketId}`),
      );
      break;
    }
  }, 240_000);
});
