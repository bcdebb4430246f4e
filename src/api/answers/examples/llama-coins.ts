import type { z } from "@hono/zod-openapi";
import type { llamaCoinsSchema } from "../llama-coins.ts";

export const llamaCoinsExample: z.infer<typeof llamaCoinsSchema> = {
  coins: {
    "beta:0x5fbdb2315678afecb367f032d93f642f64180aa3": {
      decimals: 18,
      symbol: "WETH",
      price: 2197.60484823,
      timestamp: 1795690795,
      confidence: 0.99,
    },
  },
};
