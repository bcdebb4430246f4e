import { readFileSync } from "node:fs";
import { type Address, type Hex, isAddress } from "viem";
import { z } from "zod";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { PythSigners } from "../network.ts";

const schema = z
  .strictObject({
    guardianSetIndex: z.int().nonnegative(),
    addresses: z
      .array(
        z
          .string()
          .refine((text): text is Address => isAddress(text, { strict: false }), "no address")
          .transform((text) => text.toLowerCase() as Address),
      )
      .min(1),
    quorum: z.int().positive(),
    emitterChain: z.int().positive(),
    emitterAddress: z
      .string()
      .regex(/^0x[0-9a-fA-F]{64}$/)
      .transform((text) => text.toLowerCase() as Hex),
  })
  .refine(({ addresses }) => new Set(addresses).size === addresses.length, "a signer twice")
  .refine(({ addresses, quorum }) => quorum <= addresses.length, "a quorum above the signers");

/**
 * Who signs Pyth's updates, from the JSON file that BALLAST_HERMES_SIGNERS names; null where it names
 * none. There is no default: Pyth has changed its signers without changing an address.
 * @throws BallastError `environment` for a file that is missing or of another form.
 */
export function readPythSigners(path: string | undefined): PythSigners | null {
  if (path === undefined || path === "") return null;
  try {
    return schema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    const detail = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new BallastError(`BALLAST_HERMES_SIGNERS: ${path} cannot be read. ${detail}`, {
      code: "environment",
      remedy: "See docs/operations.md for the form of the file.",
      cause,
    });
  }
}
