import { z } from "@hono/zod-openapi";
import {
  EXAMPLE_ACCOUNT,
  EXAMPLE_ASSET,
  EXAMPLE_CHAIN,
  EXAMPLE_EPOCH,
  EXAMPLE_TIME,
} from "./examples/moment.ts";

export const chainIdSchema = z
  .string()
  .openapi({ example: EXAMPLE_CHAIN, description: "CAIP-2 chain identifier." });

export const assetIdSchema = z.string().openapi({
  example: EXAMPLE_ASSET,
  description: "CAIP-19 asset identifier, lower case.",
});

export const addressSchema = z
  .string()
  .openapi({ example: EXAMPLE_ACCOUNT, description: "Lower case." });

export const hashSchema = z.string().openapi({ description: "32 bytes in hexadecimal." });

export const hexSchema = z.string().openapi({ description: "Bytes in hexadecimal." });

export const uint64Schema = z.string().openapi({
  example: EXAMPLE_EPOCH,
  description: "An unsigned integer of 64 bits as a decimal string.",
});

/** A block number or a count fits a JSON number; amounts never go through this. */
export const blockNumberSchema = z.int().nonnegative();

export const timeSchema = z
  .int()
  .openapi({ example: EXAMPLE_TIME, description: "Unix time in seconds." });

/** @throws RangeError above 2^53: no chain has such a block. */
export function safeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large for JSON.`);
  return number;
}
