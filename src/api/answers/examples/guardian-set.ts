import type { z } from "@hono/zod-openapi";
import type { guardianSetSchema } from "../guardian-set.ts";

export const guardianSetExample: z.infer<typeof guardianSetSchema> = {
  index: 0,
  chain: "eip155:31337",
  core: "0x5fc8d32690cc91d4c39d9d3abcbd16989f875707",
  addresses: ["0xbefa429d57cd18b7f8a4d91a2da9ab4af05d0fbe"],
  needed: 1,
  expiresAt: null,
  block: {
    number: 257,
    hash: "0xbff9b10d35d0321829a9a76422e80b5dc7b7faf15c38bca170d0d051c098acde",
    time: 1795690795,
  },
};
