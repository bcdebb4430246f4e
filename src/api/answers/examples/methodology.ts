import type { z } from "@hono/zod-openapi";
import type { currentMethodologySchema, methodologySchema } from "../methodology.ts";

export const methodologyExample: z.infer<typeof methodologySchema> = {
  hash: "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
  methodology: {
    version: "devnet-6",
    network: "devnet",
    assets: [
      {
        asset: "eip155:31337/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
        class: "native",
        decimals: 18,
        haircutBps: 2000,
        priceId: "ETH/USD",
        riskProfileId: "native-major",
        symbol: "WETH",
      },
    ],
    policies: [
      {
        breaker: {
          boxSeconds: 1800,
          intervalSeconds: 12,
          jumpBps: 1000,
        },
        hardSpreadBps: 300,
        id: "majors",
        lastGoodSeconds: 3600,
        maximumConfidenceBps: 200,
        reason:
          "Three providers of ETH/USD on a day of +9 % were 37 bps apart in the median, 118 at p99 and 230 at most. No major moves 10 % between two updates; 6 % an hour is Mango's limit, and no pump of every market of a major lasts an hour.",
        rise: {
          bpsPerHour: 600,
          burstBps: 100,
          windowSeconds: 3600,
        },
        softSpreadBps: 150,
      },
    ],
  },
};

export const currentMethodologyExample: z.infer<typeof currentMethodologySchema> = {
  ...methodologyExample,
  versions: [
    {
      version: "devnet-6",
      hash: "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
      url: "/v1/methodology/0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
      activation: null,
      registeredAt: "2026-11-26T10:57:14.743Z",
    },
  ],
};
