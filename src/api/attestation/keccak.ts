import { createKeccak } from "hash-wasm";

const hasher = await createKeccak(256);

/** keccak-256. WebAssembly: about ten times faster than a JavaScript hash, which a tree of many leaves feels. */
export function keccak(bytes: Uint8Array): Uint8Array {
  return hasher.init().update(bytes).digest("binary");
}
