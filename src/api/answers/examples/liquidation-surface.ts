import type { z } from "@hono/zod-openapi";
import type { liquidationSurfaceSchema } from "../joint-liquidation.ts";

export const liquidationSurfaceExample: z.infer<typeof liquidationSurfaceSchema> = {
  groups: ["ether", "bitcoin"],
  items: [
    {
      chain: "eip155:31338",
      protocol: "aave-v3",
      marketId: "aave-v3:main",
      points: [
        {
          firstMoveBps: -1000,
          state: "none",
          direction: null,
          secondMoveBps: null,
          factor: null,
        },
        {
          firstMoveBps: 0,
          state: "none",
          direction: null,
          secondMoveBps: null,
          factor: null,
        },
      ],
    },
  ],
  at: "eip155:31337:257,eip155:31338:319,eip155:31339:354~47e43167a109a9b0",
  methodology: {
    version: "devnet-6",
    hash: "0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
    url: "/v1/methodology/0x67560607e8f7181f785b5d57987950b2eb6354f2a43fd5c315b18e2a67a8f2c5",
  },
};
