import type { z } from "@hono/zod-openapi";
import type { evaluatedPricesSchema } from "../evaluated-prices.ts";

export const evaluatedPricesExample: z.infer<typeof evaluatedPricesSchema> = {
  policy: "stables",
  steps: [
    {
      at: 1678600416,
      status: "unavailable",
      flags: ["too_few"],
      low: null,
      mid: null,
      high: null,
      asOf: null,
      spreadBps: null,
      quorum: {
        needed: 2,
        had: 0,
        configured: 3,
      },
      feeds: [
        {
          id: "chainlink",
          price: {
            decimal: "0.9693",
            raw: "969300000000000000",
            decimals: 18,
          },
          ageSeconds: 95041,
          confidenceBps: null,
          voted: false,
          reject: "stale",
          voteGroup: 0,
        },
      ],
    },
  ],
  summary: {
    steps: 7,
    statuses: {
      ok: {
        steps: 2,
        spells: 2,
      },
      degraded: {
        steps: 3,
        spells: 2,
      },
      stale: {
        steps: 0,
        spells: 0,
      },
      no_quorum: {
        steps: 1,
        spells: 1,
      },
      circuit_open: {
        steps: 0,
        spells: 0,
      },
      unavailable: {
        steps: 1,
        spells: 1,
      },
    },
    breakerTrips: 0,
    jumpsConfirmed: 0,
  },
  methodology: {
    version: "devnet-6",
    hash: "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
    url: "/v1/methodology/0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
  },
};
