import { z } from "@hono/zod-openapi";
import { ATTESTATION_FLAGS } from "../attestation/leaf.ts";

export const attestationFlagsSchema = z
  .array(z.enum(["partial", "stale-price", "simulated"]))
  .openapi({ description: "partial: something has no price, so values are lower bounds." });

/** The bits of a leaf's or a root's flags by name. */
export function attestationFlags(flags: number): z.infer<typeof attestationFlagsSchema> {
  const names: z.infer<typeof attestationFlagsSchema> = [];
  if ((flags & ATTESTATION_FLAGS.partial) !== 0) names.push("partial");
  if ((flags & ATTESTATION_FLAGS.stalePrice) !== 0) names.push("stale-price");
  if ((flags & ATTESTATION_FLAGS.simulated) !== 0) names.push("simulated");
  return names;
}
