import { type Hex, keccak256, stringToBytes } from "viem";
import { canonicalJson } from "./canonical-json.ts";
import type { HashedMethodology, Methodology } from "./methodology.ts";

/** The canonical JSON of a methodology without its hash: the text that the hash is taken of. */
export function methodologyText(methodology: Methodology | HashedMethodology): string {
  const { hash: _, ...rules } = { hash: undefined, ...methodology };
  return canonicalJson(rules);
}

/** keccak-256 of the UTF-8 bytes of {@link methodologyText}. */
export function hashMethodology(methodology: Methodology | HashedMethodology): Hex {
  return keccak256(stringToBytes(methodologyText(methodology)));
}
