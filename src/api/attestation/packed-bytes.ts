import { bytesToHex, type Hex, hexToBytes, isHex } from "viem";
import { BallastError } from "../../core/ballast-error.ts";

/** A message that is not what its format says: `code` is `attestation-malformed`. */
export function malformed(message: string): BallastError {
  return new BallastError(message, { code: "attestation-malformed" });
}

/**
 * Writes big-endian packed fields. Every error names the field: `${message}.${field}`.
 * @throws BallastError `attestation-malformed` for a value that does not fit its field.
 */
export function createPackedWriter(message: string, length: number) {
  const bytes = new Uint8Array(length);
  let offset = 0;
  return {
    uint(field: string, size: number, value: bigint | number): void {
      if (typeof value === "number" && !Number.isSafeInteger(value)) {
        throw malformed(`${message}.${field} is ${value}: not an integer.`);
      }
      let rest = BigInt(value);
      if (rest < 0n || rest >> BigInt(8 * size) !== 0n) {
        throw malformed(`${message}.${field} is ${value}: it must be from 0 to 2^${8 * size} - 1.`);
      }
      for (let index = offset + size - 1; index >= offset; index -= 1) {
        bytes[index] = Number(rest & 0xffn);
        rest >>= 8n;
      }
      offset += size;
    },
    fixed(field: string, size: number, value: Hex): void {
      if (!isHex(value) || value.length !== 2 + 2 * size) {
        throw malformed(`${message}.${field} is ${value}: it must be ${size} bytes of hex.`);
      }
      bytes.set(hexToBytes(value), offset);
      offset += size;
    },
    raw(value: Uint8Array): void {
      bytes.set(value, offset);
      offset += value.length;
    },
    /** @throws RangeError where the fields did not fill the announced length: an error of the caller. */
    finish(): Uint8Array {
      if (offset !== length)
        throw new RangeError(`${message}: wrote ${offset} of ${length} bytes.`);
      return bytes;
    },
  };
}

/**
 * Reads big-endian packed fields from own bytes, without copying.
 * @throws BallastError `attestation-malformed` that names the field where the bytes end too early,
 * and in `finish` where bytes are left over.
 */
export function createPackedReader(message: string, bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  const take = (field: string, size: number): number => {
    if (offset + size > bytes.length) {
      throw malformed(
        `${message}.${field} needs ${size} bytes at ${offset}, but the message has only ${bytes.length}.`,
      );
    }
    const start = offset;
    offset += size;
    return start;
  };
  return {
    uint8: (field: string): number => view.getUint8(take(field, 1)),
    uint16: (field: string): number => view.getUint16(take(field, 2)),
    uint32: (field: string): number => view.getUint32(take(field, 4)),
    uint64: (field: string): bigint => view.getBigUint64(take(field, 8)),
    uint128(field: string): bigint {
      const start = take(field, 16);
      return (view.getBigUint64(start) << 64n) | view.getBigUint64(start + 8);
    },
    fixed(field: string, size: number): Hex {
      const start = take(field, size);
      return bytesToHex(bytes.subarray(start, start + size));
    },
    raw(field: string, size: number): Uint8Array {
      const start = take(field, size);
      return bytes.subarray(start, start + size);
    },
    offset: (): number => offset,
    rest(): Uint8Array {
      const start = offset;
      offset = bytes.length;
      return bytes.subarray(start);
    },
    finish(): void {
      if (offset !== bytes.length) {
        throw malformed(`${message} has ${bytes.length - offset} bytes too many.`);
      }
    },
  };
}
