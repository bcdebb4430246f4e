import { z } from "@hono/zod-openapi";
import { ProblemError } from "../errors/problem-error.ts";

/** Epochs are 64-bit on the wire; the database keeps them signed. */
const LARGEST_EPOCH = 2n ** 63n - 1n;

/** An epoch of attestations as a decimal number. */
export const epochText = z
  .string()
  .regex(/^[0-9]{1,19}$/, "expected an epoch: a whole number")
  .transform(BigInt)
  .refine((epoch) => epoch <= LARGEST_EPOCH, `At most ${LARGEST_EPOCH}.`);

/** A page's cursor is the last epoch of the page before. @throws ProblemError 400 `malformed-cursor`. */
export function readEpochCursor(cursor: string): bigint {
  const epoch = epochText.safeParse(cursor);
  if (epoch.success) return epoch.data;
  const detail = `"${cursor}" is not a cursor of attestations.`;
  throw new ProblemError({
    ...{ status: 400, code: "malformed-cursor", title: "Malformed cursor", detail },
    errors: [{ pointer: "query/cursor", detail }],
  });
}
