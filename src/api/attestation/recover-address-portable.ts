import { secp256k1 as noble } from "@noble/curves/secp256k1";
import { type Address, bytesToHex } from "viem";
import { keccak } from "#keccak";

/**
 * The address whose key made the signature (r ‖ s) of the digest, lower case; null where there is
 * none. As ecrecover: a high s is accepted, a recovery other than 0 and 1 is not.
 */
export type RecoverAddress = (parameters: {
  digest: Uint8Array;
  signature: Uint8Array;
  recovery: number;
}) => Address | null;

/** Recovery with a JavaScript library: works everywhere, browsers included, about 3 ms a signature. */
export const recoverAddressPortable: RecoverAddress = ({ digest, signature, recovery }) => {
  if (recovery !== 0 && recovery !== 1) return null;
  try {
    const point = noble.Signature.fromCompact(signature)
      .addRecoveryBit(recovery)
      .recoverPublicKey(digest);
    return keyAddress(point.toRawBytes(false));
  } catch {
    return null;
  }
};

/** The address of an uncompressed public key (65 bytes), lower case. */
export function keyAddress(uncompressedKey: Uint8Array): Address {
  return bytesToHex(keccak(uncompressedKey.subarray(1)).subarray(12));
}
