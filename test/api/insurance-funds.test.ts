import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import type { InsuranceFund } from "../../src/core/insurance-fund.ts";
import type { AccountMarket } from "../../src/core/position.ts";
import { type Api, makeApi } from "../support/api/make-api.ts";
import { ALPHA, BETA } from "../support/api/make-network.ts";

const A = ALPHA.chainId;
const WAD = 10n ** 18n;
const address = (digit: string) => `0x${digit.repeat(40)}` as const;
const usdc = assetCaip19(A, ALPHA.tokens[1]!.address);
const fund: InsuranceFund = {
  ...{ chainId: A, protocol: "perp-v2", marketId: "perp-v2:main", fund: address("f") },
  ...{ asset: usdc, symbol: "USDC", decimals: 6 },
  ...{ capacity: 1_500_000n, tokenBalance: 2_000_000n, venueBalance: -500_000n, totalDebt: 0n },
  obligations: {
    shortfalls: [{ account: address("c"), shortfallWad: 2n * WAD }],
    ...{ shortfallWad: 2n * WAD, owedGainsWad: 1n, unknownAccounts: 0 },
    openInterest: [
      {
        ...{ instrument: address("e"), symbol: "vETH", markPriceWad: 2_000n * WAD },
        ...{ longWad: WAD, shortWad: WAD, notionalWad: 2_000n * WAD },
      },
    ],
  },
  causes: [],
};

let api: Api;
beforeAll(async () => {
  api = await makeApi({ alpha: 20, beta: 24 });
});
afterAll(() => api.close());

describe("insurance funds", () => {
  it("are none where no protocol has one", async () => {
    const { status, body } = await api.get("/v1/insurance-funds");
    expect(status).toBe(200);
    expect(body.items).toEqual([]);
    expect(body.blocks).toHaveLength(2);
  });

  it("state capacity, obligations and what share is covered", async () => {
    api.world.funds = [fund];
    const { status, body } = await api.get("/v1/insurance-funds");
    expect(status).toBe(200);
    const [item] = body.items;
    expect(item.capacity).toEqual({ decimal: "1.5", raw: "1500000", decimals: 6 });
    expect(item.venueBalance.decimal).toBe("-0.5");
    expect(item.obligations.shortfall.decimal).toBe("2");
    expect(item.obligations.openInterest[0].notional.decimal).toBe("2000");
    expect(item.coverage.decimal).toBe("0.75");
  });

  it("have no coverage where the obligations are not known", async () => {
    const obligations = { ...fund.obligations, shortfallWad: null, unknownAccounts: 1 };
    api.world.funds = [{ ...fund, obligations }];
    const { body } = await api.get("/v1/insurance-funds?at=eip155:31337:12");
    expect(body.items[0].coverage).toBeNull();
    expect(body.items[0].obligations).toMatchObject({ shortfall: null, unknownAccounts: 1 });
    expect(body.at).toContain("eip155:31337:12");
  });

  it("narrow to chains, and refuse what cannot be", async () => {
    api.world.funds = [fund];
    const { body } = await api.get(`/v1/insurance-funds?chains=eip155:${BETA.chainId}`);
    expect(body.items).toEqual([]);
    expect((await api.get("/v1/insurance-funds?chains=eip155:5")).status).toBe(400);
    expect((await api.get("/v1/insurance-funds?nope=1")).status).toBe(400);
  });
});

describe("an account with derivatives", () => {
  const account = address("d");
  const market: AccountMarket = {
    ...{ account, chainId: A, protocol: "perp-v2", marketId: "perp-v2:main" },
    positions: [
      {
        ...{ kind: "debt", asset: usdc, symbol: "USDC", decimals: 6, amount: 5n },
        ...{ holder: address("7"), securesDebt: true, enforceability: "observed" },
      },
    ],
    health: null,
    causes: [],
    derivatives: [
      {
        ...{ instrument: address("e"), symbol: "vETH", sizeWad: -WAD, openNotionalWad: WAD },
        ...{
          indexPriceWad: WAD,
          markPriceWad: null,
          bankruptcyPriceWad: null,
          unrealizedPnlWad: null,
        },
        pendingFundingWad: 1n,
        liquidity: {
          ...{ sizeWad: 0n, openNotionalWad: 0n, pendingFeesWad: 2n },
          ranges: [{ lowerTick: -60, upperTick: 60, liquidity: 9n }],
        },
      },
    ],
    margin: {
      ...{ asset: usdc, accountValueWad: -WAD, totalCollateralValueWad: WAD },
      ...{ freeCollateralWad: 0n, initialRequirementWad: 2n, maintenanceRequirementWad: 1n },
      liquidatable: true,
    },
  };

  it("shows them and the venue's margin, and no total where a debt is not known", async () => {
    api.world.markets = [{ ...market, debtUnknown: true }];
    const { status, body } = await api.get(`/v1/accounts/${account}/collateral`);
    expect(status).toBe(200);
    const [one] = body.markets;
    expect(one.derivatives[0]).toMatchObject({ size: { decimal: "-1" }, markPrice: null });
    expect(one.derivatives[0].liquidity.ranges[0].liquidity).toBe("9");
    expect(one.margin).toMatchObject({ accountValue: { decimal: "-1" }, liquidatable: true });
    const unknown = { gross: null, debt: null, net: null, adjusted: null };
    expect(body.totals).toEqual({ ...unknown, locked: null, free: null, unified: null });
    expect(body.bounds).toEqual({ net: null, unified: null });
    expect(body.status).toBe("unavailable");
  });
});
