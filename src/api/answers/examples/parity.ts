import type { z } from "@hono/zod-openapi";
import type { paritySchema } from "../parity.ts";

export const parityExample: z.infer<typeof paritySchema> = {
  sampler: {
    alive: true,
    lastRoundAt: 1795690915,
    ageSeconds: 9,
    intervalSeconds: 15,
  },
  since: 1795690635,
  items: [
    {
      chain: "eip155:31337",
      protocol: "aave-v3",
      since: 1795690635,
      comparisons: 5138,
      mismatches: 0,
      largestDifference: null,
      unread: 0,
      unreadReason: null,
      lastBlock: {
        number: 263,
        hash: "0x57981c553d975d1625cd590246d888be3d535f412882ab6599d01bd6fc35a083",
        comparedAt: 1795690904,
      },
    },
  ],
  mismatches: [],
};
