import { z } from "@hono/zod-openapi";
import { ATTESTATION_FLAG_NAMES } from "../attestation/leaf.ts";

export const attestationFlagsSchema = z
  .array(z.enum(ATTESTATION_FLAG_NAMES))
  .openapi({ description: "partial: something has no price, so values are lower bounds." });
