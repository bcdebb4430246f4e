import type { z } from "@hono/zod-openapi";
import type { divergenceListSchema } from "../divergence.ts";

export const divergencesExample: z.infer<typeof divergenceListSchema> = {
  items: [],
  unknown: [
    {
      account: "0xbcd4042de499d14e55001ccbb24a551f3b954096",
      chain: "eip155:31339",
      protocol: "perp-v2",
      marketId: "perp-v2:main",
      part: 0,
      healthFactor: {
        decimal: "21.205231918509340559",
        raw: "21205231918509340559",
        decimals: 18,
      },
      liquidatable: false,
      collateral: {
        base: {
          decimal: "681785.948581",
          raw: "681785948581000000000000",
          decimals: 18,
        },
        value: {
          decimal: "999943.77000699960639",
          raw: "999943770006999606390000",
          decimals: 18,
        },
      },
      debt: {
        base: {
          decimal: "514428.47780288920635789",
          raw: "514428477802889206357890",
          decimals: 18,
        },
        value: {
          decimal: "318210.47470006197176",
          raw: "318210474700061971760000",
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
        prices: [],
      },
    },
  ],
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
