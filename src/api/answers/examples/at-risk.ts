import type { z } from "@hono/zod-openapi";
import type { atRiskListSchema } from "../at-risk.ts";

export const atRiskExample: z.infer<typeof atRiskListSchema> = {
  items: [
    {
      account: "0xdf3e18d64bc6a983f673ab319ccae4f1a57c7097",
      chain: "eip155:31338",
      protocol: "aave-v3",
      marketId: "aave-v3:main",
      part: 0,
      healthFactor: {
        decimal: "0",
        raw: "0",
        decimals: 18,
      },
      liquidatable: true,
      collateral: {
        base: {
          decimal: "0",
          raw: "0",
          decimals: 8,
        },
        value: {
          decimal: "0.000000000000002197",
          raw: "2197",
          decimals: 18,
        },
      },
      debt: {
        base: {
          decimal: "567.75335171",
          raw: "56775335171",
          decimals: 8,
        },
        value: {
          decimal: "567.762438657183608543",
          raw: "567762438657183608543",
          decimals: 18,
        },
      },
      unit: "USD",
      causes: [],
    },
    {
      account: "0x1cbd3b2770909d4e10f157cabc84c7264073c9ec",
      chain: "eip155:31338",
      protocol: "aave-v3",
      marketId: "aave-v3:main",
      part: 0,
      healthFactor: {
        decimal: "1.273958290055591101",
        raw: "1273958290055591101",
        decimals: 18,
      },
      liquidatable: false,
      collateral: {
        base: {
          decimal: "19673.77789379",
          raw: "1967377789379",
          decimals: 8,
        },
        value: {
          decimal: "19669.626714161775485977",
          raw: "19669626714161775485977",
          decimals: 18,
        },
      },
      debt: {
        base: {
          decimal: "12740.50091677",
          raw: "1274050091677",
          decimals: 8,
        },
        value: {
          decimal: "12740.34803087852984",
          raw: "12740348030878529840000",
          decimals: 18,
        },
      },
      unit: "USD",
      causes: [],
    },
  ],
  unknown: [],
  next: null,
  blocks: [
    {
      chain: "eip155:31337",
      number: 257,
      hash: "0x6e53dc3083acf92bd4c33dc3ced7dd8f4970a8ec0b8b781df99a506a0d219826",
      time: 1795690795,
      ageSeconds: null,
      finality: null,
      lag: {
        blocks: null,
        seconds: null,
      },
      usedFor: "prices",
    },
    {
      chain: "eip155:31338",
      number: 319,
      hash: "0x18174ad57cf360cf8891f151c3793f4f15cb7b885ead4570c14d3442efa918b2",
      time: 1795690795,
      ageSeconds: null,
      finality: null,
      lag: {
        blocks: null,
        seconds: null,
      },
      usedFor: "positions-and-prices",
    },
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
      usedFor: "prices",
    },
  ],
  at: "eip155:31337:257,eip155:31338:319,eip155:31339:354~47e43167a109a9b0",
  evaluatedAt: 1795690795,
  simulated: true,
  methodology: {
    version: "devnet-6",
    hash: "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
    url: "/v1/methodology/0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
  },
};
