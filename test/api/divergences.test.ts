import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { arithmeticOfRevision } from "../../src/protocols/aave-v3/arithmetic.ts";
import { makePoolMarket } from "../support/aave/make-pool-rule.ts";
import { type Api, type Json, makeApi, observation } from "../support/api/make-api.ts";
import { ALPHA } from "../support/api/make-network.ts";

/*
 * Pools of WETH and USDC by Aave's real rule, whose oracles say other prices of WETH than the feeds,
 * which say 2,000 USD.
 */
const E8 = 100_000_000n;
const ETHER = 10n ** 18n;
let api: Api;

const account = (number: number) => `0x${number.toString(16).padStart(40, "0")}` as const;
const token = (symbol: string) => ALPHA.tokens.find((one) => one.symbol === symbol)!;

/** 10 WETH at 82.5 % against a debt in USDC. */
function borrower(number: number, oracleUsd: bigint, owedUsd: bigint) {
  const { address, chainId, ...market } = {
    ...makePoolMarket(
      [
        {
          ...{ asset: token("WETH").address, decimals: 18, priceBase: oracleUsd * E8 },
          aTokenAmount: 10n * ETHER,
        },
        {
          ...{ asset: token("USDC").address, decimals: 6, priceBase: E8 },
          ...{ debtAmount: owedUsd * 1_000_000n, usedAsCollateral: false },
        },
      ],
      { arithmetic: arithmeticOfRevision(9) },
    ),
    address: account(number),
  };
  return { ...market, chainId, account: address };
}

beforeAll(async () => {
  api = await makeApi({ alpha: 3, beta: 3 });
  api.world.markets = [
    // 16,500 USD of threshold at 2,000, 9,900 at 1,200, 20,625 at 2,500.
    borrower(1, 1_200n, 10_000n),
    borrower(2, 2_500n, 17_000n),
    borrower(3, 2_000n, 10_000n),
    borrower(4, 1_200n, 17_000n),
  ];
});
afterAll(() => api.close());
beforeEach(() => {
  for (const kind of ["chainlink", "pyth", "redstone"]) {
    for (const [unit, raw] of [
      ["ETH", 2_000n * E8],
      ["USDC", E8],
    ] as const) {
      const id = `${kind}:eip155:${ALPHA.chainId}:${unit}/USD`;
      api.world.observations.set(id, observation(id, ALPHA.chainId, raw));
    }
  }
});

describe("GET /v1/divergences", () => {
  it("lists whom only the protocol, and whom only independent prices would liquidate", async () => {
    const { status, body } = await api.get("/v1/divergences");
    expect(status).toBe(200);
    const told = (answer: Json) =>
      answer.items.map((one: Json) => [
        Number(one.account),
        one.healthFactor.decimal,
        one.liquidatable,
        one.independent.differs,
        one.independent.healthFactor.decimal,
      ]);
    const expected = [
      [1, "0.99", true, "protocol-only", "1.65"],
      [2, "1.213235294117647058", false, "independent-only", "0.970588235294117647"],
    ];
    expect(told(body)).toEqual(expected);
    expect(body.items[0].independent.prices[0]).toMatchObject({
      ...{ oraclePrice: "120000000000", ballastPrice: "200000000000", differenceBps: -4_000 },
    });
    expect(body.unknown).toEqual([]);
    const { body: past } = await api.get(`/v1/divergences?at=${body.at}`, api.freshApp());
    expect(told(past)).toEqual(expected);
    const { body: first } = await api.get("/v1/divergences?limit=1");
    expect(told(first)).toEqual(expected.slice(0, 1));
    const { body: second } = await api.get(`/v1/divergences?limit=1&cursor=${first.next}`);
    expect(told(second)).toEqual(expected.slice(1));
    expect(second.next).toBeNull();
  });
});
