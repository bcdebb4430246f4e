import { customType, timestamp } from "drizzle-orm/pg-core";
import type { Hex } from "viem";

/** Bytes in the database, 0x-hexadecimal in code. */
export const hexBytes = customType<{ data: Hex; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (hex) => Buffer.from(hex.slice(2), "hex"),
  fromDriver: (buffer) => `0x${buffer.toString("hex")}`,
});

export const rawBytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  fromDriver: (buffer) => new Uint8Array(buffer),
});

export const instant = (name: string) => timestamp(name, { withTimezone: true });
