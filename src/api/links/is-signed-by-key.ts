import { secp256k1 } from "@noble/curves/secp256k1";
import { type Address, type Hex, hexToBytes, size } from "viem";
import { recoverAddress } from "../attestation/recover-address.ts";

const COMPACT_BYTES = 64;
/** r, s, and v of 27 or 28. */
const SIGNATURE_BYTES = COMPACT_BYTES + 1;

/**
 * Whether an address's own key signed the digest: r ‖ s ‖ v in 65 bytes, v of 27 or 28, s in the lower
 * half of the order (EIP-2). Any other form of a signature is none, so that nobody makes a second one of
 * a first without the key.
 */
export function isSignedByKey(parameters: {
  address: Address;
  digest: Hex;
  signature: Hex;
}): boolean {
  const { address, digest, signature } = parameters;
  if (size(signature) !== SIGNATURE_BYTES) return false;
  const bytes = hexToBytes(signature);
  const compact = bytes.subarray(0, COMPACT_BYTES);
  const recovery = bytes[COMPACT_BYTES]! - 27;
  if (isHighS(compact)) return false;
  return recoverAddress({ digest: hexToBytes(digest), signature: compact, recovery }) === address;
}

function isHighS(compact: Uint8Array): boolean {
  try {
    return secp256k1.Signature.fromCompact(compact).hasHighS();
  } catch {
    // Neither of r and s may be 0, or as large as the order.
    return true;
  }
}
