import type { z } from "@hono/zod-openapi";
import type { observationListSchema } from "../feed.ts";

export const observationsExample: z.infer<typeof observationListSchema> = {
  feed: "chainlink:eip155:31338:ETH/USD",
  items: [
    {
      value: {
        decimal: "2198.06864211",
        raw: "219806864211",
        decimals: 8,
      },
      confidence: null,
      sourceTime: 1795690512,
      writeTime: 1795690512,
      receivedTime: null,
      block: 193,
      logIndex: 7,
      transaction: "0xf3584d8f35248bb77a7a4620121323b059c5966a7f7a8068e38ca53847eec818",
      round: "18446744073709551644",
    },
  ],
  next: "1795690512-1",
  at: "eip155:31338:319~f7d0a7adaef3923f",
};
