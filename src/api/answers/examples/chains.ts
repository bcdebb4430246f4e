import type { z } from "@hono/zod-openapi";
import type { chainListSchema } from "../chain.ts";

export const chainsExample: z.infer<typeof chainListSchema> = {
  chains: [
    {
      chain: "eip155:31338",
      indexed: {
        number: 328,
        time: 1795690813,
      },
      head: {
        number: 382,
        time: 1795690922,
      },
      lag: {
        blocks: 54,
        seconds: 109,
      },
      ageSeconds: 110,
      name: "beta",
      wormholeChainId: 60002,
      indexedFinality: "finalized",
      safe: 381,
      finalized: 380,
      guardians: {
        watching: 19,
        needed: 13,
      },
    },
  ],
};
