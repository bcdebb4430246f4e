import { createRequire } from "node:module";
import { secp256k1 as noble } from "@noble/curves/secp256k1";
import { type Address, bytesToHex } from "viem";
import { keccak } from "./keccak.ts";

/**
 * The address whose key made the signature (r ‖ s) of the digest, lower case; null where there is
 * none. As ecrecover: a high s is accepted, a recovery other than 0 and 1 is not.
 */
export type RecoverAddress = (parameters: {
  digest: Uint8Array;
  signature: Uint8Array;
  recovery: number;
}) => Address | null;

type NativeRecover = (
  signature: Uint8Array,
  recovery: number,
  digest: Uint8Array,
  compressed: boolean,
) => Uint8Array;

/** Recovery with a JavaScript library: works everywhere, about 3 ms a signature. */
export const recoverAddressPortable: RecoverAddress = ({ digest, signature, recovery }) => {
  if (recovery !== 0 && recovery !== 1) return null;
  try {
    const point = noble.Signature.fromCompact(signature)
      .addRecoveryBit(recovery)
      .recoverPublicKey(digest);
    return addressOf(point.toRawBytes(false));
  } catch {
    return null;
  }
};

/**
 * Recovery with the native library, some thirty times faster; null where no prebuilt binary of it
 * fits the platform. Its own fallback (elliptic) is passed by on purpose.
 */
export function loadNativeRecoverAddress(): RecoverAddress | null {
  let recover: NativeRecover;
  try {
    recover = createRequire(import.meta.url)("secp256k1/bindings.js").ecdsaRecover;
  } catch {
    return null;
  }
  return ({ digest, signature, recovery }) => {
    if (recovery !== 0 && recovery !== 1) return null;
    try {
      return addressOf(recover(signature, recovery, digest, false));
    } catch {
      return null;
    }
  };
}

/** The fastest recovery that this platform has; both give the same answers. */
export const recoverAddress: RecoverAddress = loadNativeRecoverAddress() ?? recoverAddressPortable;

function addressOf(uncompressedKey: Uint8Array): Address {
  return bytesToHex(keccak(uncompressedKey.subarray(1)).subarray(12));
}
