import type { z } from "@hono/zod-openapi";
import type { feedListSchema } from "../feed.ts";

export const feedsExample: z.infer<typeof feedListSchema> = {
  items: [
    {
      id: "chainlink:eip155:31338:ETH/USD",
      kind: "chainlink",
      chain: "eip155:31338",
      source: {
        kind: "chainlink",
        proxy: "0xa513e6e4b8f2a923d98304ec87f64353c4d5c853",
      },
      prices: ["ETH/USD"],
      assets: [
        "eip155:31337/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
        "eip155:31338/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
        "eip155:31339/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
        "eip155:31339/erc20:0x7ba25f791fa76c3ef40ac98ed42634a8bc24c238",
      ],
      quotedIn: null,
      heartbeatSeconds: 3600,
      maximumAgeSeconds: 4200,
      futureToleranceSeconds: 0,
      decimals: 8,
      nature: "market",
      range: {
        minimum: {
          decimal: "1",
          raw: "1000000000000000000",
          decimals: 18,
        },
        maximum: {
          decimal: "1000000",
          raw: "1000000000000000000000000",
          decimals: 18,
        },
      },
      upstream: ["chainlink:ETH/USD"],
      last: {
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
    },
  ],
  next: null,
  at: "eip155:31337:257,eip155:31338:319,eip155:31339:354~47e43167a109a9b0",
  evaluatedAt: 1795690795,
  methodology: {
    version: "devnet-6",
    hash: "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
    url: "/v1/methodology/0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
  },
};
