import { z } from "@hono/zod-openapi";

export const chainIdSchema = z
  .string()
  .openapi({ example: "eip155:31337", description: "CAIP-2 chain identifier." });

export const assetIdSchema = z.string().openapi({
  example: "eip155:31337/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3",
  description: "CAIP-19 asset identifier, lower case.",
});

export const addressSchema = z
  .string()
  .openapi({ example: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", description: "Lower case." });

export const hashSchema = z.string().openapi({ description: "32 bytes in hexadecimal." });

export const hexSchema = z.string().openapi({ description: "Bytes in hexadecimal." });

export const uint64Schema = z
  .string()
  .openapi({ example: "42", description: "An unsigned integer of 64 bits as a decimal string." });

/** A block number or a count fits a JSON number; amounts never go through this. */
export const blockNumberSchema = z.int().nonnegative();

export const timeSchema = z
  .int()
  .openapi({ example: 1_735_689_600, description: "Unix time in seconds." });

/** @throws RangeError above 2^53: no chain has such a block. */
export function safeNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large for JSON.`);
  return number;
}
