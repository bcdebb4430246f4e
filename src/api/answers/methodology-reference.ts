import { z } from "@hono/zod-openapi";
import type { HashedMethodology } from "../methodology/methodology.ts";
import { hashSchema } from "./identifier-schemas.ts";

export const methodologyReferenceSchema = z
  .object({ version: z.string(), hash: hashSchema, url: z.string() })
  .openapi("MethodologyReference", { description: "The rules behind the numbers." });

export function methodologyReference(
  methodology: HashedMethodology,
): z.infer<typeof methodologyReferenceSchema> {
  return {
    version: methodology.version,
    hash: methodology.hash,
    url: `/v1/methodology/${methodology.hash}`,
  };
}
