import type { z } from "@hono/zod-openapi";
import type { divergenceListSchema } from "../divergence.ts";

export const divergencesExample: z.infer<typeof divergenceListSchema> = {
  items: [],
  unknown: [
    {
      account: "0xdf3e18d64bc6a983f673ab319ccae4f1a57c7097",
      chain: "eip155:31339",
      protocol: "perp-v2",
      marketId: "perp-v2:main",
      part: 0,
      healthFactor: {
        decimal: "2.529680565256720688",
        raw: "2529680565256720688",
        decimals: 18,
      },
      liquidatable: false,
      collateral: {
        base: {
          decimal: "20592.768712",
          raw: "20592768712000000000000",
          decimals: 18,
        },
        value: {
          decimal: "57971.0305132373787486",
          raw: "57971030513237378748600",
          decimals: 18,
        },
      },
      debt: {
        base: {
          decimal: "130247.393254793337719559",
          raw: "130247393254793337719559",
          decimals: 18,
        },
        value: {
          decimal: "20797.8910240773042",
          raw: "20797891024077304200000",
          decimals: 18,
        },
      },
      unit: "eip155:31339/erc20:0xe7f1725e7734ce288f8367e1bb143e90bb3f0512",
      causes: [],
      independent: {
        healthFactor: null,
        lowerHealthFactor: null,
        upperHealthFactor: null,
        liquidatable: null,
        differs: "unknown",
        prices: [
          {
            asset: "eip155:31339/erc20:0x3aade2dcd2df6a8cac689ee797591b2913658659",
            symbol: "vBTC",
            priceId: "BTC/USD",
            oraclePrice: "53995456133026805794142",
            ballastPrice: null,
            differenceBps: null,
          },
        ],
      },
    },
  ],
  next: "2529680565256720688_0xdf3e18d64bc6a983f673ab319ccae4f1a57c7097_31339_0_perp-v2:main",
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
      usedFor: "positions-and-prices",
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
      usedFor: "positions-and-prices",
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
