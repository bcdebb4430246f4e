import type { z } from "@hono/zod-openapi";
import type { insuranceFundListSchema } from "../insurance-fund.ts";

export const insuranceFundsExample: z.infer<typeof insuranceFundListSchema> = {
  items: [
    {
      chain: "eip155:31339",
      protocol: "perp-v2",
      marketId: "perp-v2:main",
      fund: "0xb82008565fdc7e44609fa118a4a681e92581e680",
      asset: "eip155:31339/erc20:0xe7f1725e7734ce288f8367e1bb143e90bb3f0512",
      symbol: "USDC",
      capacity: {
        decimal: "47438.582221",
        raw: "47438582221",
        decimals: 6,
      },
      tokenBalance: {
        decimal: "47434.922177",
        raw: "47434922177",
        decimals: 6,
      },
      venueBalance: {
        decimal: "3.660044",
        raw: "3660044",
        decimals: 6,
      },
      totalDebt: {
        decimal: "0",
        raw: "0",
        decimals: 6,
      },
      obligations: {
        shortfall: {
          decimal: "0",
          raw: "0",
          decimals: 18,
        },
        shortfalls: [],
        shortfallAccounts: 0,
        unknownAccounts: 0,
        owedGains: {
          decimal: "12357.905556365548300707",
          raw: "12357905556365548300707",
          decimals: 18,
        },
        openInterest: [
          {
            instrument: "0x276c216d241856199a83bf27b2286659e5b877d3",
            symbol: "vETH",
            long: {
              decimal: "283.623727042475244792",
              raw: "283623727042475244792",
              decimals: 18,
            },
            short: {
              decimal: "283.623727042475244803",
              raw: "283623727042475244803",
              decimals: 18,
            },
            markPrice: {
              decimal: "1513.732735083181720469",
              raw: "1513732735083181720469",
              decimals: 18,
            },
            notional: {
              decimal: "429330.520070491823066663",
              raw: "429330520070491823066663",
              decimals: 18,
            },
          },
        ],
      },
      coverage: null,
      causes: [],
    },
  ],
  blocks: [
    {
      chain: "eip155:31339",
      number: 354,
      hash: "0x844a30b128020b9ff1a9d74360b1a2dea9b30e0e6795f25f714f8717a6ebd059",
      time: 1795690795,
      ageSeconds: null,
      finality: null,
      lag: {
        blocks: null,
        seconds: null,
      },
      usedFor: "positions-and-prices",
    },
  ],
  at: "eip155:31339:354~ed4b86e06787d4bf",
  simulated: true,
};
