import type { OpenAPIHono } from "@hono/zod-openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLiquidationReader } from "../../src/api/liquidation/create-liquidation-reader.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import type { ContractReader } from "../../src/core/contract-reader.ts";
import { aaveV3DeficitChange } from "../../src/protocols/aave-v3/deficit-schema.ts";
import { aaveV3Liquidation } from "../../src/protocols/aave-v3/schema.ts";
import { protocolAdapters } from "../../src/protocols/adapters.ts";
import {
  makerGemJoin,
  makerIlkVersion,
  makerLiquidation,
  makerOwnerVersion,
} from "../../src/protocols/maker/schema.ts";
import { morphoBlueLiquidation, morphoBlueMarket } from "../../src/protocols/morpho-blue/schema.ts";
import {
  perpV2CollateralLiquidation,
  perpV2InsuranceEvent,
  perpV2Liquidation,
} from "../../src/protocols/perp-v2/history-schema.ts";
import { venusHealing, venusSeizure } from "../../src/protocols/venus/healing-schema.ts";
import { venusBadDebt, venusLiquidation, venusMarket } from "../../src/protocols/venus/schema.ts";
import { token } from "../../src/tokens/schema.ts";
import { addPhases, writeChainlink, writeEther } from "../support/api/feed-facts.ts";
import {
  type Api,
  blockRow,
  blockTime,
  type Json,
  makeApi,
  makeHead,
} from "../support/api/make-api.ts";
import { ALPHA, BETA, NETWORK } from "../support/api/make-network.ts";
import { requireDescribed } from "../support/api/require-described.ts";
import { addressOf } from "../support/handler-harness.ts";
import { noContracts } from "../support/no-contracts.ts";

const [A, B] = [ALPHA.chainId, BETA.chainId];
const WAD = 10n ** 18n;
const [alice, bob, keeper] = [addressOf(0xa11ce), addressOf(0xb0b), addressOf(0x4ee)];
const [pool, morpho, comptroller, house] = [1, 2, 3, 4].map((one) => addressOf(0x100 + one));
const [vat, urn, flip, fund] = [1, 2, 3, 4].map((one) => addressOf(0x200 + one));
const [vWeth, vUsdc, vEth] = [1, 2, 3].map((one) => addressOf(0x300 + one));
const [weth, usdc, mystery] = ALPHA.tokens.map(({ address }) => address);
const hash = (digit: string) => `0x${digit.repeat(64)}` as const;
const id = hash("d");
const ilk = `0x${"4554482d41".padEnd(64, "0")}` as const;

const perpV2 = {
  ...{ id: "main", clearingHouse: house!, vault: addressOf(0x41), accountBalance: addressOf(0x42) },
  ...{
    clearingHouseConfig: addressOf(0x43),
    exchange: addressOf(0x44),
    orderBook: addressOf(0x45),
  },
  ...{ marketRegistry: addressOf(0x46), collateralManager: addressOf(0x47), insuranceFund: fund! },
  settlementToken: { symbol: "USDC", address: usdc!, decimals: 6 },
  markets: [{ symbol: "vETH", baseToken: vEth!, pair: "ETH/USD" }],
  startBlock: 1,
};
const network = {
  ...NETWORK,
  chains: [
    {
      ...ALPHA,
      aaveV3: [
        {
          ...{ id: "main", pool: pool!, poolConfigurator: addressOf(0x11) },
          ...{ oracle: addressOf(0x12), startBlock: 1 },
        },
      ],
      morphoBlue: [{ morpho: morpho!, startBlock: 1 } as (typeof ALPHA.morphoBlue)[number]],
      venus: [{ id: "core", comptroller: comptroller! } as (typeof ALPHA.venus)[number]],
      perpV2: [perpV2 as (typeof ALPHA.perpV2)[number]],
      maker: [
        {
          ...{ id: "mcd", vat: vat!, dai: mystery!, ilks: ["ETH-A"], startBlock: 1 },
          ...{
            jug: addressOf(0x62),
            spotter: addressOf(0x63),
            cats: [],
            dogs: [],
            cdpManagers: [],
          },
          proxyFactories: [],
        },
      ],
    },
    {
      ...BETA,
      aaveV3: [
        {
          ...{ id: "main", pool: pool!, poolConfigurator: addressOf(0x11) },
          ...{ oracle: addressOf(0x12), startBlock: 1 },
        },
      ],
    },
  ],
};

let api: Api;
let app: OpenAPIHono;
/** A node that knows what one vToken stands for. */
const contracts: ContractReader = {
  ...noContracts,
  read: async ({ address, functionName }) =>
    address === vWeth && functionName === "exchangeRateStored"
      ? (((3n * WAD) / 2n) as never)
      : null,
};
const place = (chainId: number, block: number, logIndex: number, transaction = "e") => ({
  ...{ chainId, blockNumber: BigInt(block), logIndex, transactionHash: hash(transaction) },
  blockTimestampSeconds: blockTime(chainId, block),
});
const aave = { pool: pool!, account: alice, liquidator: keeper, receiveAToken: false };

beforeAll(async () => {
  api = await makeApi({ alpha: 30, beta: 40 }, { facts: true, network });
  const { db } = api.database;
  const [betaWeth, betaUsdc] = BETA.tokens.map(({ address }) => address);
  await db.insert(aaveV3Liquidation).values([
    {
      ...{ ...place(A, 10, 5), ...aave, collateralAsset: weth!, debtAsset: usdc! },
      ...{ debtToCover: 2_000_000_001n, liquidatedCollateralAmount: WAD },
    },
    // Two in one transaction: what the first leaves is the first's.
    {
      ...{ ...place(A, 12, 4), ...aave, collateralAsset: weth!, debtAsset: usdc! },
      ...{ debtToCover: 7n, liquidatedCollateralAmount: 8n },
    },
    {
      ...{ ...place(A, 12, 9), ...aave, account: bob, collateralAsset: weth!, debtAsset: mystery! },
      ...{ debtToCover: 9n, liquidatedCollateralAmount: 10n },
    },
    {
      ...{ ...place(B, 20, 1), ...aave, collateralAsset: betaWeth!, debtAsset: betaUsdc! },
      ...{ debtToCover: 11n, liquidatedCollateralAmount: 12n },
    },
  ]);
  const deficit = { pool: pool!, kind: "created" as const };
  await db.insert(aaveV3DeficitChange).values([
    { ...place(A, 12, 2), ...deficit, asset: usdc!, account: alice, amount: 33n },
    { ...place(A, 12, 7), ...deficit, asset: mystery!, account: bob, amount: 44n },
    { ...place(A, 12, 11), ...deficit, asset: usdc!, account: bob, amount: 55n },
  ]);
  await db.insert(morphoBlueMarket).values({
    ...{ chainId: A, morpho: morpho!, market: id, loanToken: usdc!, collateralToken: weth! },
    ...{ oracle: addressOf(0x51), irm: addressOf(0x52), lltvWad: WAD / 2n, blockNumber: 1n },
  } as typeof morphoBlueMarket.$inferInsert);
  await db.insert(morphoBlueLiquidation).values({
    ...{ ...place(A, 14, 3), morpho: morpho!, market: id, account: alice, liquidator: keeper },
    ...{ repaidAssets: 5n, repaidShares: 6n, seizedAssets: 7n },
    ...{ badDebtAssets: 8n, badDebtShares: 9n },
  });
  await db.insert(makerLiquidation).values([
    {
      ...{ ...place(A, 16, 2), vat: vat!, ilk, urn: urn!, ink: WAD, art: 3n },
      ...{ tabRad: 10n ** 27n * 5n + 1n, auction: flip!, auctionId: 17n },
    },
  ]);
  await db.insert(makerIlkVersion).values({
    ...{ chainId: A, vat: vat!, ilk, blockNumber: 1n, totalArt: 0n, rateRay: 10n ** 27n },
    ...{ spotRay: 0n, dutyRay: 0n, dripAtSeconds: 0n, matRay: 0n, dustRad: 0n },
  });
  await db.insert(makerGemJoin).values({
    ...{ chainId: A, vat: vat!, ilk, join: addressOf(0x61), gem: weth!, blockNumber: 1n },
  });
  await db
    .insert(token)
    .values({ chainId: A, address: weth!, symbol: "WETH", decimals: 18, blockNumber: 1n });
  // Bob's urn when it was bitten, alice's since.
  await db.insert(makerOwnerVersion).values([
    { chainId: A, holder: urn!, blockNumber: 2n, owner: bob },
    { chainId: A, holder: urn!, blockNumber: 18n, owner: alice },
  ]);
  await db.insert(venusMarket).values(
    [
      { vToken: vWeth!, underlying: weth! },
      { vToken: vUsdc!, underlying: usdc! },
      { vToken: vEth!, underlying: weth! },
    ].map((one) => ({
      ...{ ...one, chainId: A, comptroller: comptroller!, listedAtBlock: 1n, isListed: true },
      ...{ isForcedLiquidation: false, collateralFactorWad: 0n, liquidationThresholdWad: 0n },
      ...{ reserveFactorWad: 0n, protocolSeizeShareWad: 0n, totalSupply: 1n, totalBorrows: 0n },
      ...{ totalReserves: 0n, badDebt: 0n, borrowIndexWad: WAD },
      ...{ accruedAtBlock: 1n, accruedAtSeconds: 1n },
    })),
  );
  await db.insert(venusLiquidation).values({
    ...{ ...place(A, 20, 6), vToken: vUsdc!, vTokenCollateral: vWeth!, account: alice },
    ...{ liquidator: keeper, repaidAmount: 21n, seizedTokens: 22n },
  });
  // A healing of two debts and two collaterals in one transaction, after the liquidation above.
  const healed = { account: alice, liquidator: keeper };
  await db.insert(venusHealing).values([
    { ...place(A, 20, 12), ...healed, vToken: vUsdc!, repaidAmount: 31n },
    { ...place(A, 20, 16), ...healed, vToken: vWeth!, repaidAmount: 0n },
  ]);
  await db.insert(venusSeizure).values([
    { ...place(A, 20, 5), account: alice, vToken: vWeth!, tokensBefore: 70n },
    { ...place(A, 20, 8), account: alice, vToken: vWeth!, tokensBefore: 48n },
    { ...place(A, 20, 9), account: alice, vToken: vEth!, tokensBefore: 5n },
  ]);
  await db.insert(venusBadDebt).values([
    { ...place(A, 20, 11), account: alice, vToken: vUsdc!, amount: 41n },
    { ...place(A, 20, 15), account: alice, vToken: vWeth!, amount: 42n },
  ]);
  await db.insert(perpV2Liquidation).values({
    ...{ ...place(A, 22, 3), house: house!, account: bob, liquidator: keeper },
    ...{ baseToken: addressOf(0x71), positionSizeWad: 2n * WAD, positionNotionalWad: 5n * WAD },
    penaltyWad: 77n,
  });
  await db.insert(perpV2CollateralLiquidation).values({
    ...{ ...place(A, 22, 5), house: house!, account: bob, liquidator: keeper, token: weth! },
    ...{ amount: 3n, repaidAmount: 4n, insuranceFundFee: 1n, discountRatio: 100_000 },
  });
  await db.insert(perpV2InsuranceEvent).values([
    { ...place(A, 22, 7), house: house!, kind: "bad-debt", account: bob, amount: 6n },
    // Settled by somebody alone, later.
    { ...place(A, 23, 7), house: house!, kind: "bad-debt", account: bob, amount: 9n },
  ]);
  app = api.appWith({
    liquidations: createLiquidationReader({ network, protocolAdapters, contracts }),
  });
  for (const chain of network.chains) {
    await addPhases(api, chain);
    await writeChainlink(api, chain, { pair: "USDC/USD", block: 2, valueE8: 99_950_000n });
    await writeEther(api, chain, { block: 2, valueE8: 2_500n * 10n ** 8n });
    await writeEther(api, chain, { block: 13, valueE8: 2_490n * 10n ** 8n });
  }
});
afterAll(() => api.close());

const list = async (query = ""): Promise<Json> => {
  const { status, body } = await api.get(`/v1/liquidations${query}`, app);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const placesOf = ({ items }: Json) =>
  items.map(({ chain, block, logIndex }: Json) => `${chain.slice(7)}/${block}/${logIndex}`);
const everything = [
  ...[`${A}/22/5`, `${A}/22/3`, `${A}/20/16`, `${A}/20/6`, `${B}/20/1`, `${A}/16/2`],
  ...[`${A}/14/3`, `${A}/12/9`, `${A}/12/4`, `${A}/10/5`],
];

describe("the history of liquidations", () => {
  it("has all protocols of all chains, newest first, and pages through them", async () => {
    expect(placesOf(await list())).toEqual(everything);
    const pages: string[] = [];
    let cursor = "";
    for (let page = 0; page < 10; page++) {
      const body = await list(`?limit=3${cursor}`);
      pages.push(...placesOf(body));
      if (body.next === null) break;
      cursor = `&cursor=${encodeURIComponent(body.next)}`;
    }
    expect(pages).toEqual(everything);
  });

  it("filters by account, chain, protocol, time and moment", async () => {
    const of = async (query: string) => placesOf(await list(query));
    expect(await of(`?account=${bob}`)).toEqual([
      ...[`${A}/22/5`, `${A}/22/3`, `${A}/16/2`, `${A}/12/9`],
    ]);
    expect(await of(`?chains=eip155:${B}`)).toEqual([`${B}/20/1`]);
    expect(await of(`?account=eip155:${B}:${alice}`)).toEqual([`${B}/20/1`]);
    expect(await of("?protocol=morpho-blue")).toEqual([`${A}/14/3`]);
    expect(await of(`?from=${blockTime(A, 14)}&to=${blockTime(B, 20)}`)).toEqual(
      everything.filter((one) => [`${B}/20/1`, `${A}/16/2`, `${A}/14/3`].includes(one)),
    );
    expect(await of(`?at=eip155:${A}:12`)).toEqual([`${A}/12/9`, `${A}/12/4`, `${A}/10/5`]);
    expect(await of(`?account=${addressOf(9)}`)).toEqual([]);
    const { body } = await api.get(`/v1/accounts/${alice}/liquidations`, app);
    // Not the urn, which was bob's when it was bitten.
    expect(placesOf(body)).toEqual([
      ...[`${A}/20/16`, `${A}/20/6`, `${B}/20/1`, `${A}/14/3`, `${A}/12/4`, `${A}/10/5`],
    ]);
  });

  it("says who lost what for what, and what was left", async () => {
    const { items } = await list();
    const at = (where: string) => items[everything.indexOf(where)];
    const brief = (amounts: Json) =>
      amounts.map(({ symbol, amount, borneBy }: Json) =>
        [symbol, amount.raw, ...(borneBy === undefined ? [] : [borneBy])].join(" "),
      );
    expect(at(`${A}/12/4`)).toMatchObject({
      ...{ protocol: "aave-v3", marketId: "aave-v3:main", kind: "repayment", account: alice },
      ...{ liquidator: keeper, transaction: hash("e"), time: blockTime(A, 12) },
    });
    expect(brief(at(`${A}/12/4`).repaid)).toEqual(["USDC 7"]);
    expect(brief(at(`${A}/12/4`).seized)).toEqual(["WETH 8"]);
    expect(brief(at(`${A}/12/4`).badDebt)).toEqual(["USDC 33 protocol"]);
    expect(brief(at(`${A}/12/9`).badDebt)).toEqual(["MYSTERY 44 protocol"]);
    expect(at(`${A}/10/5`).badDebt).toEqual([]);
    expect(brief(at(`${A}/14/3`).badDebt)).toEqual(["USDC 8 suppliers"]);
    const bite = at(`${A}/16/2`);
    expect(bite).toMatchObject({ kind: "seizure", account: bob, holder: urn, liquidator: null });
    expect(bite).toMatchObject({ badDebt: null, auction: { contract: flip, id: "17" } });
    expect(bite.auction.owed.amount.raw).toBe("6");
    expect(brief(bite.seized)).toEqual([`WETH ${WAD}`]);
    expect(bite.causes.map(({ code }: Json) => code)).toContain("auction-not-followed");
    const healing = at(`${A}/20/16`);
    expect(healing).toMatchObject({ kind: "healing", account: alice, liquidator: keeper });
    expect(brief(healing.repaid)).toEqual(["USDC 31"]);
    // Without what the liquidation seized; a vToken that does not say what it stands for stays itself.
    expect(brief(healing.seized)).toEqual(["WETH 72", `${vEth} 5`]);
    expect(healing.seized[0].shares.amount.raw).toBe("48");
    expect(brief(at(`${A}/20/6`).seized)).toEqual(["WETH 33"]);
    expect(brief(healing.badDebt)).toEqual(["USDC 41 protocol", "WETH 42 protocol"]);
    expect(at(`${A}/22/3`)).toMatchObject({
      ...{ kind: "takeover", badDebt: [] },
      derivative: { executionPrice: { decimal: "2.5" }, penalty: { raw: "77" } },
    });
    expect(brief(at(`${A}/22/5`).badDebt)).toEqual(["USDC 6 insurance-fund"]);
    expect(at(`${A}/22/5`)).toMatchObject({ kind: "sale", insuranceFee: { amount: { raw: "1" } } });
  });

  it("has the prices of the liquidation's own block, or says why not", async () => {
    const { items } = await list();
    const statuses = new Set<string>();
    for (const { chain, block, repaid, seized, causes } of items) {
      const { body } = await api.get(`/v1/prices?at=${chain}:${block}`);
      for (const { asset, amount, price, priceStatus, value } of [...repaid, ...seized]) {
        const stated = body.items.find((one: Json) => one.asset === asset)?.price ?? null;
        expect(price, `${chain} ${block} ${asset}`).toEqual(stated?.mid ?? null);
        expect(priceStatus).toBe(stated?.status ?? null);
        if (price === null) expect(causes.map((one: Json) => one.asset)).toContain(asset);
        else {
          statuses.add(priceStatus);
          const units = 10n ** BigInt(amount.decimals);
          expect(value.raw).toBe(`${(BigInt(amount.raw) * BigInt(price.raw)) / units}`);
        }
      }
    }
    const wethPrices = items.flatMap(({ seized }: Json) =>
      seized.filter(({ symbol, price }: Json) => symbol === "WETH" && price !== null),
    );
    expect(new Set(wethPrices.map(({ price }: Json) => price.raw)).size).toBeGreaterThan(1);
  });

  it("has no price yet of a time that another chain may still say something about", async () => {
    const { db } = api.database;
    await db.insert(chainBlock).values([31, 32, 33, 34, 35].map((number) => blockRow(A, number)));
    await db.insert(aaveV3Liquidation).values({
      ...{ ...place(A, 35, 1), ...aave, collateralAsset: weth!, debtAsset: usdc! },
      ...{ debtToCover: 1n, liquidatedCollateralAmount: 1n },
    });
    api.world.heads.set(A, makeHead(A, 35));
    api.world.heads.set(B, makeHead(B, 50));
    const [newest] = (await list("?limit=1")).items;
    expect(newest).toMatchObject({ block: 35, repaid: [{ price: null, value: null }] });
    expect(newest.causes.map(({ code }: Json) => code)).toContain("price-not-settled");
  });

  it("keeps its pages where new blocks come in, also of a chain that lags", async () => {
    const first = await list("?limit=4");
    const { db } = api.database;
    await db.insert(chainBlock).values([blockRow(A, 36), blockRow(B, 41)]);
    await db.insert(aaveV3Liquidation).values([
      {
        ...{ ...place(A, 36, 1), ...aave, collateralAsset: weth!, debtAsset: usdc! },
        ...{ debtToCover: 1n, liquidatedCollateralAmount: 1n },
      },
      // Older than what the first page had: of a chain whose index was behind.
      {
        ...{ ...place(B, 41, 1), ...aave, collateralAsset: weth!, debtAsset: usdc! },
        ...{ debtToCover: 1n, liquidatedCollateralAmount: 1n },
      },
    ]);
    api.world.heads.set(A, makeHead(A, 36));
    api.world.heads.set(B, makeHead(B, 41));
    const second = await list(`?limit=4&cursor=${encodeURIComponent(first.next)}`);
    const before = [`${A}/35/1`, ...everything];
    expect([...placesOf(first), ...placesOf(second)]).toEqual(before.slice(0, 8));
    expect(second.at).toBe(first.at);
    expect(placesOf(await list())).toEqual([`${A}/36/1`, `${A}/35/1`, `${B}/41/1`, ...everything]);
  });

  it("refuses what cannot be", async () => {
    const code = async (query: string) =>
      (await api.get(`/v1/liquidations${query}`, app)).body.code;
    expect(await code("?protocol=gold")).toBe("unknown-protocol");
    expect(await code("?cursor=1-2-3")).toBe("malformed-cursor");
    expect(await code("?chains=eip155:5")).toBe("unknown-chain");
    expect(await code(`?account=eip155:${A}:${alice}&chains=eip155:${B}`)).toBe(
      "conflicting-parameters",
    );
    api.world.contracts.add(`${A}:${alice}`);
    expect((await api.get(`/v1/accounts/${alice}/liquidations`, app)).status).toBe(409);
    api.world.contracts.clear();
  });

  it("is described", async () => {
    const document = (await api.get("/openapi.json")).body;
    await requireDescribed(
      { ...api, get: (path) => api.get(path, app) },
      document,
      "/v1/liquidations",
      "/v1/liquidations",
      200,
    );
  });
});
