import { keccak256 } from "viem";

/** keccak-256 in JavaScript: what a browser gets for `#keccak`, whose policy need not allow WebAssembly. */
export function keccak(bytes: Uint8Array): Uint8Array {
  return keccak256(bytes, "bytes");
}
