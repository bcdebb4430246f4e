import { bytesToHex, type Hex } from "viem";
import { keccak } from "#keccak";
import { BallastError } from "../../core/ballast-error.ts";

const SIGNATURE_LENGTH = 66;

/** One guardian's signature. `recovery` is as found: only 0 and 1 are valid. */
export type GuardianSignature = {
  guardianIndex: number;
  /** r ‖ s, 64 bytes. */
  signature: Uint8Array;
  recovery: number;
};

/** A Wormhole message with its signatures, read but not verified. */
export type Vaa = {
  guardianSetIndex: number;
  signatures: readonly GuardianSignature[];
  timestampSeconds: number;
  nonce: number;
  emitterChain: number;
  /** 32 bytes: an EVM address left-padded. */
  emitterAddress: Hex;
  sequence: bigint;
  consistencyLevel: number;
  payload: Uint8Array;
  /**
   * keccak256(keccak256(body)): what guardians sign and what names the message. The bytes of a VAA
   * are malleable (other signers, high s), so this and not their hash is the replay key.
   */
  digest: Hex;
};

/**
 * Reads a version 1 VAA: u8 version, u32 set, u8 n, n × 66 bytes, then the body (wormhole
 * Messages.sol `parseVM`). It proves nothing: see `verifyVaa`.
 * @throws BallastError `vaa-malformed` for another version or bytes that end too early.
 */
export function parseVaa(bytes: Uint8Array): Vaa {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  assertForm(bytes.length >= 6, `A VAA of ${bytes.length} bytes is too short for its header.`);
  const version = view.getUint8(0);
  assertForm(version === 1, `VAA version ${version} is not supported: the core accepts only 1.`);
  const count = view.getUint8(5);
  const body = 6 + count * SIGNATURE_LENGTH;
  assertForm(
    bytes.length >= body + 51,
    `A VAA of ${bytes.length} bytes is too short for ${count} signatures and a body.`,
  );
  const signatures = Array.from({ length: count }, (_, index): GuardianSignature => {
    const start = 6 + index * SIGNATURE_LENGTH;
    return {
      guardianIndex: view.getUint8(start),
      signature: bytes.slice(start + 1, start + 65),
      recovery: view.getUint8(start + 65),
    };
  });
  return {
    guardianSetIndex: view.getUint32(1),
    signatures,
    timestampSeconds: view.getUint32(body),
    nonce: view.getUint32(body + 4),
    emitterChain: view.getUint16(body + 8),
    emitterAddress: bytesToHex(bytes.subarray(body + 10, body + 42)),
    sequence: view.getBigUint64(body + 42),
    consistencyLevel: view.getUint8(body + 50),
    payload: bytes.slice(body + 51),
    digest: bytesToHex(keccak(keccak(bytes.subarray(body)))),
  };
}

function assertForm(condition: boolean, message: string): asserts condition {
  if (!condition) throw new BallastError(message, { code: "vaa-malformed" });
}
