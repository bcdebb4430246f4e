import type { z } from "@hono/zod-openapi";
import type { healthSchema } from "../health.ts";

export const healthExample: z.infer<typeof healthSchema> = {
  state: "degraded",
  reasons: [
    "The index of eip155:31337 is 111 s behind its head.",
    "The index of eip155:31338 is 109 s behind its head.",
    "The index of eip155:31339 is 109 s behind its head.",
  ],
  database: "ok",
  index: "live",
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
      ageSeconds: 111,
    },
  ],
};
