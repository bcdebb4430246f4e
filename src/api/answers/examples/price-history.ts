import type { z } from "@hono/zod-openapi";
import type { priceHistorySchema } from "../price-point.ts";

export const priceHistoryExample: z.infer<typeof priceHistorySchema> = {
  asset: "eip155:31338/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
  symbol: "WETH",
  priceId: "ETH/USD",
  from: 1795690195,
  to: 1795690795,
  interval: 300,
  points: [
    {
      time: 1795690195,
      at: "eip155:31337:126,eip155:31338:189,eip155:31339:224~a0e1667d1f2becea",
      evaluatedAt: 1795690176,
      status: "ok",
      flags: [],
      low: {
        decimal: "2195.8966172",
        raw: "2195896617200000000000",
        decimals: 18,
      },
      mid: {
        decimal: "2195.8966172",
        raw: "2195896617200000000000",
        decimals: 18,
      },
      high: {
        decimal: "2195.8966172",
        raw: "2195896617200000000000",
        decimals: 18,
      },
      asOf: 1795690176,
      spreadBps: 58,
      quorum: {
        needed: 3,
        had: 5,
        configured: 5,
      },
    },
    {
      time: 1795690495,
      at: "eip155:31337:129,eip155:31338:191,eip155:31339:227~3fdd06a7079cd98d",
      evaluatedAt: 1795690488,
      status: "ok",
      flags: [],
      low: {
        decimal: "2195.41658154",
        raw: "2195416581540000000000",
        decimals: 18,
      },
      mid: {
        decimal: "2195.41658154",
        raw: "2195416581540000000000",
        decimals: 18,
      },
      high: {
        decimal: "2195.41658154",
        raw: "2195416581540000000000",
        decimals: 18,
      },
      asOf: 1795690488,
      spreadBps: 38,
      quorum: {
        needed: 3,
        had: 5,
        configured: 5,
      },
    },
  ],
  next: "1795690195-1795690795-300-1795690795",
  methodologies: [
    {
      from: 1795690195,
      version: "devnet-6",
      hash: "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
      url: "/v1/methodology/0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
    },
  ],
};
