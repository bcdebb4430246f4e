import type { z } from "@hono/zod-openapi";
import type { priceListSchema } from "../asset-price.ts";

export const pricesExample: z.infer<typeof priceListSchema> = {
  items: [
    {
      asset: "eip155:31338/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
      symbol: "WETH",
      decimals: 18,
      class: "native",
      haircutBps: 2000,
      price: {
        id: "ETH/USD",
        status: "ok",
        flags: [],
        low: {
          decimal: "2197.60484823",
          raw: "2197604848230000000000",
          decimals: 18,
        },
        mid: {
          decimal: "2197.60484823",
          raw: "2197604848230000000000",
          decimals: 18,
        },
        high: {
          decimal: "2197.60484823",
          raw: "2197604848230000000000",
          decimals: 18,
        },
        asOf: 1795690795,
        spreadBps: 38,
        quorum: {
          needed: 3,
          had: 5,
          configured: 5,
        },
        evaluatedAt: 1795690795,
        ageSeconds: null,
        feeds: [
          {
            id: "chainlink:eip155:31338:ETH/USD",
            kind: "chainlink",
            chain: "eip155:31338",
            value: {
              decimal: "2198.06864211",
              raw: "219806864211",
              decimals: 8,
            },
            price: {
              decimal: "2198.06864211",
              raw: "2198068642110000000000",
              decimals: 18,
            },
            confidenceBps: null,
            sourceTime: 1795690512,
            writeTime: 1795690512,
            receivedTime: null,
            ageSeconds: 283,
            block: 193,
            transaction: "0xf3584d8f35248bb77a7a4620121323b059c5966a7f7a8068e38ca53847eec818",
            round: "18446744073709551644",
            voted: false,
            reject: null,
            upstream: ["chainlink:ETH/USD"],
            voteGroup: 0,
          },
        ],
      },
      error: null,
    },
  ],
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
      usedFor: "prices",
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
  methodology: {
    version: "devnet-6",
    hash: "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
    url: "/v1/methodology/0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
  },
};
