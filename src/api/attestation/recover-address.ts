import { createRequire } from "node:module";
import {
  keyAddress,
  type RecoverAddress,
  recoverAddressPortable,
} from "./recover-address-portable.ts";

type NativeRecover = (
  signature: Uint8Array,
  recovery: number,
  digest: Uint8Array,
  compressed: boolean,
) => Uint8Array;

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
      return keyAddress(recover(signature, recovery, digest, false));
    } catch {
      return null;
    }
  };
}

/** The fastest recovery that this platform has; both give the same answers. */
export const recoverAddress: RecoverAddress = loadNativeRecoverAddress() ?? recoverAddressPortable;
