import { z } from "@hono/zod-openapi";
import type { Address } from "viem";
import type { BlockReference } from "../../core/block-vector.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import { guardianQuorum } from "../attestation/check-vaa.ts";
import {
  addressSchema,
  blockNumberSchema,
  chainIdSchema,
  hashSchema,
  safeNumber,
  timeSchema,
} from "./identifier-schemas.ts";
import { orNull } from "./or-null.ts";

export const guardianSetSchema = z
  .object({
    index: z.int().nonnegative(),
    chain: chainIdSchema,
    core: addressSchema.openapi({ description: "Wormhole's core contract that states the set." }),
    addresses: z
      .array(addressSchema)
      .openapi({ description: "The guardians in order: signatures name them by their place." }),
    needed: z.int().positive().openapi({ description: "Signatures that decide: ⌊2·n/3⌋ + 1." }),
    expiresAt: orNull(timeSchema).openapi({
      description: "When the core stops taking the set; null for one that has no successor.",
    }),
    block: z
      .object({ number: blockNumberSchema, hash: hashSchema, time: timeSchema })
      .openapi({ description: "At which the contract was asked: the newest indexed one." }),
  })
  .openapi("GuardianSet", {
    description:
      "A set of guardians as a core contract states it. Whoever checks a VAA should know the set from elsewhere too.",
  });

export function guardianSetAnswer(parameters: {
  index: number;
  core: Address;
  addresses: readonly Address[];
  expirationTimeSeconds: number;
  block: BlockReference;
}): z.infer<typeof guardianSetSchema> {
  const { index, core, addresses, expirationTimeSeconds, block } = parameters;
  return {
    index,
    chain: chainCaip2(block.chainId),
    core: core.toLowerCase(),
    addresses: addresses.map((address) => address.toLowerCase()),
    needed: guardianQuorum(addresses.length),
    expiresAt: expirationTimeSeconds === 0 ? null : expirationTimeSeconds,
    block: {
      number: safeNumber(block.number),
      hash: block.hash,
      time: block.timestampSeconds,
    },
  };
}
