import type { Address } from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RAY } from "../../src/core/fixed-point.ts";
import type { AccountMarket } from "../../src/core/position.ts";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { makePoolMarket } from "../support/aave/make-pool-rule.ts";
import { type Api, type Json, makeApi, makeHead, observation } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";
import { requireDescribedBody } from "../support/api/require-described.ts";

const ROUTE = "/v1/accounts/{account}/simulate";
const A = ALPHA.chainId;
const E18 = 10n ** 18n;
const E8 = 100_000_000n;
const [WETH, USDC] = ["WETH", "USDC"].map(
  (symbol) =>
    `eip155:${A}/erc20:${ALPHA.tokens.find((one) => one.symbol === symbol)!.address}` as const,
) as [string, string];
const POOL = "aave-v3:test";

let api: Api;
let document: Json;
let asked = 0;
let account: Address;

beforeAll(async () => {
  api = await makeApi({ alpha: 20, beta: 24 });
  document = (await api.get("/openapi.json")).body;
});
afterAll(() => api.close());
beforeEach(() => {
  // Views of an account at a block are remembered.
  asked += 1;
  account = `0x${asked.toString(16).padStart(40, "c")}`;
  api.world.heads = new Map([
    [A, makeHead(A, 20)],
    [BETA.chainId, makeHead(BETA.chainId, 24)],
  ]);
  api.world.contracts.clear();
  api.world.emptyMarkets = [];
  api.world.markets = [pool({ weth: 10n * E18, usdcDebt: 10_000_000_000n })];
  for (const kind of ["chainlink", "pyth", "redstone"]) {
    const eth = `${kind}:eip155:${A}:ETH/USD`;
    api.world.observations.set(eth, observation(eth, A, 200_000_000_000n));
    const usdc = `${kind}:eip155:${A}:USDC/USD`;
    api.world.observations.set(usdc, observation(usdc, A, 100_000_000n));
  }
});

/** WETH at 2,000 USD and 82.5 %, USDC at 1 USD, in Aave 3.6, at indexes at which amounts round. */
function pool({ weth, usdcDebt }: { weth: bigint; usdcDebt: bigint }): AccountMarket {
  const [wethToken, usdcToken] = ALPHA.tokens;
  const market = makePoolMarket(
    [
      {
        ...{ asset: wethToken!.address, decimals: 18, aTokenAmount: weth, priceBase: 2_000n * E8 },
        usedAsCollateral: weth > 0n,
      },
      {
        ...{ asset: usdcToken!.address, decimals: 6, debtAmount: usdcDebt, priceBase: E8 },
        usedAsCollateral: false,
      },
    ],
    { arithmetic: arithmeticOfRevision(10) },
  );
  return { ...market, account };
}

async function simulate(body: unknown, of: string = account) {
  const response = await api.app.request(ROUTE.replace("{account}", of), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) as Json };
}

const action = (kind: string, asset: string, amount: string) => ({
  ...{ kind, chain: `eip155:${A}`, marketId: POOL, asset, amount },
});

describe("simulating an account", () => {
  it("shows it before and after, by its own description", async () => {
    const { status, body } = await simulate({
      actions: [action("deposit", WETH, "1"), action("borrow", USDC, "500.25")],
    });
    expect(status).toBe(200);
    requireDescribedBody(document, ROUTE, "post", 200, body);
    const [before, after] = [body.before.markets[0], body.after.markets[0]];
    // 20,000 · 0.825 / 10,000, and 22,000 · 0.825 / 10,500.25.
    expect(before.health.healthFactor.decimal).toBe("1.65");
    expect(after.health.healthFactor.decimal).toBe("1.728530273088735982");
    expect(after.positions.map(({ amount }: Json) => amount.decimal)).toEqual(["11", "10500.25"]);
    expect(body.before.totals.net.decimal).toBe("10000");
    expect(body.after.totals.net.decimal).toBe("11499.75");
    expect(body.after.markets[0].liquidationPrices[0]).toMatchObject({
      ...{ state: "at", direction: "falling", price: { decimal: "1157.0523416" } },
    });
    expect(body.refused).toEqual([]);
    expect(body.at).toBe((await simulate({ at: body.at })).body.at);
  });

  it("moves Ballast's prices and the markets' own in the same proportion", async () => {
    const { body } = await simulate({ prices: [{ asset: WETH, changeBps: -2_500 }] });
    expect(body.after.markets[0].health).toMatchObject({
      totalCollateral: { decimal: "15000" },
      healthFactor: { decimal: "1.2375" },
    });
    expect(body.after.totals.gross.decimal).toBe("15000");
    expect(body.after.markets[0].liquidationPrices[0].oraclePriceNow).toBe("150000000000");
    expect(body.changedPrices).toEqual([
      {
        priceId: "ETH/USD",
        before: expect.objectContaining({ mid: expect.objectContaining({ decimal: "2000" }) }),
        after: expect.objectContaining({ low: expect.objectContaining({ decimal: "1500" }) }),
      },
    ]);
    const by = await simulate({ prices: [{ priceId: "ETH/USD", price: "1212.121212" }] });
    expect(by.body.after.markets[0].health.liquidatable).toBe(true);
    // A price between two steps of the oracle goes to the one that is worse: down for collateral.
    const between = await simulate({ prices: [{ priceId: "ETH/USD", price: "1212.121212129" }] });
    expect(between.body.after.markets[0].health.liquidatable).toBe(true);
    expect(
      (await simulate({ prices: [{ asset: USDC, price: "1.000000001" }] })).body.after,
    ).toMatchObject({ markets: [{ health: { totalDebt: { decimal: "10000.0001" } } }] });
  });

  it("lists what the market would refuse, and goes on", async () => {
    const { status, body } = await simulate({
      prices: [{ priceId: "ETH/USD", changeBps: -3_000 }],
      actions: [
        action("borrow", USDC, "5000"),
        action("repay", USDC, "1000"),
        action("withdraw", WETH, "9"),
      ],
    });
    expect(status).toBe(200);
    expect(body.refused).toEqual([
      expect.objectContaining({ action: 0, reason: "insufficient-collateral" }),
      expect.objectContaining({ action: 2, reason: "insufficient-collateral" }),
    ]);
    expect(body.after.markets[0].health.totalDebt.decimal).toBe("9000");
  });

  it("tries markets in which the account has nothing", async () => {
    const empty = pool({ weth: 0n, usdcDebt: 0n });
    api.world.markets = [];
    api.world.emptyMarkets = [empty];
    const { status, body } = await simulate({
      actions: [
        action("borrow", USDC, "1"),
        action("deposit", WETH, "1"),
        action("borrow", USDC, "1"),
      ],
    });
    expect(status).toBe(200);
    expect(body.before.markets).toEqual([]);
    expect(body.refused).toEqual([expect.objectContaining({ action: 0 })]);
    expect(body.after.markets[0].health.healthFactor.decimal).toBe("1650");
  });

  it("lists every problem of a request at once, of shape or not", async () => {
    const { status, body } = await simulate({
      at: "yesterday",
      chains: [`eip155:${A}`, "eip155:99"],
      prices: [
        { asset: WETH, priceId: "ETH/USD", changeBps: 1 },
        { priceId: "nothing", changeBps: -1 },
        { priceId: "ETH/USD", changeBps: -10_000 },
        { priceId: "DAI/USD", price: "1" },
      ],
      actions: [
        action("withdraw", WETH, "10.000000000000000001"),
        action("repay", USDC, "0.0000001"),
        action("repay", USDC, "10000.000001"),
        action("deposit", WETH, "-1"),
        action("deposit", `${WETH.slice(0, -1)}f`, "1"),
        { ...action("deposit", WETH, "1"), marketId: "aave-v3:none" },
        { ...action("deposit", WETH, "1"), chain: `eip155:${BETA.chainId}` },
        { ...action("deposit", WETH, "1"), holder: account },
        action("lend", WETH, "1"),
        action("deposit", WETH, "some"),
      ],
      note: "",
    });
    expect(status).toBe(400);
    expect(body.code).toBe("invalid-request");
    const pointers = body.errors.map(({ pointer }: Json) => pointer).sort();
    expect(pointers).toEqual([
      "body/actions/0/amount",
      "body/actions/1/amount",
      "body/actions/2/amount",
      "body/actions/3/amount",
      "body/actions/4/asset",
      "body/actions/5/marketId",
      "body/actions/6/chain",
      "body/actions/7/holder",
      "body/actions/8/kind",
      "body/actions/9/amount",
      "body/at",
      "body/chains/1",
      "body/note",
      "body/prices/0",
      "body/prices/1/priceId",
      "body/prices/2/changeBps",
      "body/prices/3/priceId",
    ]);
  });

  it("counts what is there as the request goes on", async () => {
    const { status } = await simulate({
      actions: [
        action("deposit", WETH, "1"),
        action("withdraw", WETH, "11"),
        action("borrow", USDC, "5"),
        action("repay", USDC, "10005"),
      ],
    });
    expect(status).toBe(200);
    const { body } = await simulate({
      actions: [action("withdraw", WETH, "3"), action("withdraw", WETH, "7.1")],
    });
    expect(body.errors.map(({ pointer }: Json) => pointer)).toEqual(["body/actions/1/amount"]);
  });

  it("wants to know which urn, where the account has several", async () => {
    const [one] = api.world.markets;
    const by = (digit: string): AccountMarket => ({
      ...one!,
      positions: one!.positions.map((position) => ({
        ...position,
        holder: `0x${digit.repeat(40)}` as Address,
      })),
    });
    api.world.markets = [by("1"), by("2")];
    const deposit = action("deposit", WETH, "1");
    const { body } = await simulate({ actions: [deposit] });
    expect(body.errors).toEqual([
      { pointer: "body/actions/0/holder", detail: expect.stringContaining(`0x${"2".repeat(40)}`) },
    ]);
    const named = await simulate({ actions: [{ ...deposit, holder: `0x${"2".repeat(40)}` }] });
    expect(named.status).toBe(200);
    expect(
      named.body.after.markets.map(({ health }: Json) => health.totalCollateral.decimal),
    ).toEqual(["20000", "22000"]);
  });

  it("refuses a malformed account, a body too large, and an address that is a contract", async () => {
    expect((await simulate({}, "0x1")).body.code).toBe("malformed-account");
    const many = { actions: [{ ...action("deposit", WETH, "1"), note: "x".repeat(200_000) }] };
    expect((await simulate(many)).status).toBe(413);
    api.world.contracts.add(`${A}:${account}`);
    expect((await simulate({})).body.code).toBe("ambiguous-account");
    expect((await simulate({}, `eip155:${A}:${account}`)).status).toBe(200);
    const other = await simulate({ chains: [`eip155:${BETA.chainId}`] }, `eip155:${A}:${account}`);
    expect(other.body.errors[0].pointer).toBe("body/chains");
  });
});

describe("rounding", () => {
  it("is Aave's: a deposit gets scaled units rounded down, a loan owes them rounded up", () => {
    const indexed = { incomeRay: (4n * RAY) / 3n, debtIndexRay: (4n * RAY) / 3n };
    const market = makePoolMarket(
      [{ asset: ALPHA.tokens[0]!.address, decimals: 18, priceBase: E8, ...indexed }],
      { arithmetic: arithmeticOfRevision(10) },
    );
    const { after } = market.rule!.attempt({ kind: "deposit", asset: WETH as never, amount: 3n });
    // ⌊3 / (4/3)⌋ = 2 scaled units, worth ⌊2 · 4/3⌋ = 2.
    expect(after.positions.map(({ amount }) => amount)).toEqual([2n]);
  });
});
