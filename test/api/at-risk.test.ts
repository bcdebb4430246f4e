import type { Address } from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createBook } from "../../src/api/book/create-book.ts";
import { createLiveBook } from "../../src/api/book/create-live-book.ts";
import { createBlockMemory } from "../../src/api/valuation/create-block-memory.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import type { AccountMarket } from "../../src/core/position.ts";
import { addBlocks, removeBlocks } from "../support/api/feed-facts.ts";
import { type Api, type Json, makeApi, observation } from "../support/api/make-api.ts";
import { ALPHA, BETA, NETWORK } from "../support/api/make-network.ts";
import { noContracts } from "../support/no-contracts.ts";

const account = (number: number): Address => `0x${number.toString(16).padStart(40, "0")}`;
const WAD = 10n ** 18n;
let api: Api;
let head = 3;

/** A market with a debt in USDC and a health factor of thousandths. */
function indebted(parameters: {
  number: number;
  thousandths: bigint | null;
  chain?: typeof ALPHA;
  marketId?: string;
  debt?: bigint;
}): AccountMarket {
  const { number, thousandths, chain = ALPHA, marketId = "test:main", debt = 500n } = parameters;
  const usdc = chain.tokens.find(({ symbol }) => symbol === "USDC")!;
  return {
    account: account(number),
    chainId: chain.chainId,
    protocol: "test",
    marketId,
    positions: [
      {
        kind: "debt",
        asset: assetCaip19(chain.chainId, usdc.address),
        symbol: "USDC",
        decimals: usdc.decimals,
        amount: debt * 10n ** BigInt(usdc.decimals),
        holder: usdc.address,
        securesDebt: true,
        enforceability: "observed",
      },
    ],
    causes: thousandths === null ? [{ code: "oracle-unknown", detail: "It does not answer." }] : [],
    health:
      thousandths === null
        ? null
        : {
            baseUnitDecimals: 8,
            totalCollateralBase: (debt * 10n ** 8n * thousandths) / 800n,
            totalDebtBase: debt * 10n ** 8n,
            availableBorrowsBase: 0n,
            currentLiquidationThresholdBps: 8_000n,
            ltvBps: 7_500n,
            healthFactorWad: (thousandths * WAD) / 1_000n,
            liquidatable: thousandths < 1_000n,
          },
  };
}

const accountsOf = (items: Json) => items.map((one: Json) => Number(BigInt(one.account)));

beforeAll(async () => {
  api = await makeApi({ alpha: head, beta: 3 });
  for (const { chainId, pair, id } of usdcFeeds()) {
    api.world.observations.set(id, observation(id, chainId, 100_000_000n));
    expect(pair).toBe("USDC/USD");
  }
});
afterAll(() => api.close());
beforeEach(async () => {
  head += 1;
  for (const { chainId } of [ALPHA, BETA]) await addBlocks(api, chainId, { from: head, to: head });
});

function usdcFeeds() {
  return api.dependencies.methodology.prices
    .filter(({ id }) => id === "USDC/USD")
    .flatMap(({ feeds, id: pair }) =>
      feeds.map(({ id }) => ({ id, pair, chainId: ALPHA.chainId })),
    );
}

describe("GET /v1/at-risk", () => {
  it("lists by health what is below the limit, decided exactly, and apart what is not known", async () => {
    api.world.markets = [
      indebted({ number: 1, thousandths: 1_050n }),
      indebted({ number: 2, thousandths: 990n }),
      indebted({ number: 3, thousandths: 1_101n }),
      // Within the error of the screening, but not below the limit.
      indebted({ number: 4, thousandths: 1_100n }),
      indebted({ number: 5, thousandths: null }),
      indebted({ number: 6, thousandths: 990n, chain: BETA }),
      indebted({ number: 2, thousandths: 990n, marketId: "test:other" }),
    ];
    const { status, body } = await api.get("/v1/at-risk");
    expect(status).toBe(200);
    expect(body.items.map((one: Json) => [accountsOf([one])[0], one.chain, one.marketId])).toEqual([
      [2, `eip155:${ALPHA.chainId}`, "test:main"],
      [2, `eip155:${ALPHA.chainId}`, "test:other"],
      [6, `eip155:${BETA.chainId}`, "test:main"],
      [1, `eip155:${ALPHA.chainId}`, "test:main"],
    ]);
    expect(body.items[0]).toMatchObject({
      protocol: "test",
      part: 0,
      healthFactor: { raw: "990000000000000000", decimal: "0.99" },
      liquidatable: true,
      debt: { base: { decimal: "500" } },
      collateral: { base: { decimal: "618.75" }, value: { raw: "0" } },
      unit: "USD",
      causes: [],
    });
    expect(accountsOf(body.unknown)).toEqual([5]);
    expect(body.unknown[0].causes[0].code).toBe("oracle-unknown");
    expect(body.next).toBeNull();
    expect(body.at).toContain(`eip155:${ALPHA.chainId}:${head},eip155:${BETA.chainId}:${head}~`);
    expect(body.methodology.hash).toBe(api.dependencies.methodology.hash);
    // The same by every account read and valued at that vector, in an app that has seen nothing.
    const { body: anew } = await api.get(`/v1/at-risk?at=${body.at}`, api.freshApp());
    // But for ages, finality and lag, which are of the present.
    const past = (answer: Json) => ({ ...answer, blocks: null });
    expect(past(anew)).toEqual(past(body));
    const { body: kept } = await api.get(`/v1/at-risk?at=${body.at}`);
    expect(kept).toEqual(anew);
  });

  it("filters", async () => {
    api.world.markets = [
      indebted({ number: 1, thousandths: 1_050n, debt: 10n }),
      indebted({ number: 2, thousandths: 990n }),
      indebted({ number: 6, thousandths: 980n, chain: BETA }),
      indebted({ number: 7, thousandths: 1_500n }),
    ];
    const list = async (query: string) => {
      const { status, body } = await api.get(`/v1/at-risk${query}`);
      return status === 200 ? accountsOf(body.items) : body.code;
    };
    expect(await list("")).toEqual([6, 2, 1]);
    expect(await list("?maxHealth=1.6")).toEqual([6, 2, 1, 7]);
    expect(await list("?maxHealth=1")).toEqual([6, 2]);
    expect(await list("?liquidatable=true")).toEqual([6, 2]);
    expect(await list(`?chain=eip155:${BETA.chainId}`)).toEqual([6]);
    expect(await list("?protocol=test")).toEqual([6, 2, 1]);
    expect(await list("?protocol=tset")).toBe("unknown-protocol");
    expect(await list("?chain=eip155:5")).toBe("unknown-chain");
    expect(await list("?maxHealth=2.5")).toBe("invalid-request");
    expect(await list("?cursor=x")).toBe("malformed-cursor");
  });

  it("gives pages that together are the whole list, those unknown at the end", async () => {
    api.world.markets = Array.from({ length: 700 }, (_, index) =>
      indebted({
        number: index + 1,
        thousandths: index % 50 === 0 ? null : 900n + BigInt((index * 37) % 250),
      }),
    );
    const whole = await api.get("/v1/at-risk?limit=500");
    const rest = await api.get(`/v1/at-risk?limit=500&cursor=${whole.body.next}`);
    const all = [...whole.body.items, ...rest.body.items];
    expect(all).toHaveLength(
      api.world.markets.filter(
        ({ health }) => health !== null && health.healthFactorWad! < (11n * WAD) / 10n,
      ).length,
    );
    expect([...whole.body.unknown, ...rest.body.unknown]).toHaveLength(14);
    const paged: Json[] = [];
    const unknown: Json[] = [];
    let query = "";
    for (let page = 0; page < 100; page++) {
      const { body } = await api.get(`/v1/at-risk?limit=45${query}`);
      paged.push(...body.items);
      unknown.push(...body.unknown);
      expect(body.items.length + body.unknown.length).toBeLessThanOrEqual(45);
      if (body.next === null) break;
      query = `&cursor=${encodeURIComponent(body.next)}&at=${body.at}`;
    }
    expect(paged).toEqual(all);
    expect(unknown).toHaveLength(14);
  });

  it("follows a reorg", async () => {
    api.world.markets = [indebted({ number: 1, thousandths: 950n })];
    expect(accountsOf((await api.get("/v1/at-risk")).body.items)).toEqual([1]);
    await removeBlocks(api, ALPHA.chainId, head);
    api.world.markets = [indebted({ number: 2, thousandths: 950n })];
    await addBlocks(api, ALPHA.chainId, { from: head, to: head, fork: 1 });
    const { body } = await api.get("/v1/at-risk");
    expect(accountsOf(body.items)).toEqual([2]);
    expect(body.blocks[0].hash.startsWith("0x1")).toBe(true);
  });

  it("says how far the book is while it is being built", async () => {
    api.world.markets = [1, 2, 3].map((number) => indebted({ number, thousandths: 950n }));
    const { dependencies } = api;
    const { database } = api;
    const book = createLiveBook({
      ...dependencies,
      readMark: async () => "mark",
      peek: async () => "mark",
      withSnapshot: database.withSnapshot,
      book: createBook({
        ...{ network: NETWORK, contracts: noContracts, blocks: dependencies.blocks },
        memory: createBlockMemory(4),
        adapters: api.adapters,
        accountsPerAdvance: 1,
      }),
    });
    const app = api.appWith({ book });
    const { status, body } = await api.get("/v1/at-risk", app);
    expect([status, body.code]).toEqual([503, "book-building"]);
    expect(body.progress.read).toBe(1);
    expect(body.progress.total).toBeGreaterThanOrEqual(3);
    for (let look = 1; look < body.progress.total; look++) await api.get("/v1/at-risk", app);
    expect(accountsOf((await api.get("/v1/at-risk", app)).body.items)).toEqual([1, 2, 3]);
    await book.close();
    const closed = await api.get("/v1/at-risk", app);
    expect(closed.body.code).toBe("shutting-down");
  });
});
