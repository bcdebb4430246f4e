import type { Address } from "viem";

/** Whom a reader believes: nothing of it is taken from the evidence that is checked. */
export type TrustedSigners = {
  guardianSetIndex: number;
  /** In their order, lower case. */
  guardians: readonly Address[];
  /** Unix seconds after which the core contracts refuse the set; null for one in force, or not known. */
  expiresAt: number | null;
  /** Wormhole's id of the chain on which the emitter is. */
  emitterChain: number;
  emitter: Address;
};

/** Addresses out of a text: one per line, or between commas or blanks. @throws Error that names what is none. */
export function readGuardians(text: string): Address[] {
  const guardians = text
    .split(/[\s,;"'[\]]+/)
    .filter((word) => word !== "")
    .map((word) => readAddress(word));
  const doubled = guardians.find((guardian, index) => guardians.indexOf(guardian) !== index);
  if (doubled !== undefined) throw new Error(`${doubled} is in the set twice.`);
  return guardians;
}

/** An address, lower case. @throws Error that names what is none. */
export function readAddress(word: string): Address {
  if (/^0x[0-9a-fA-F]{40}$/.test(word)) return word.toLowerCase() as Address;
  throw new Error(`"${word}" is not an address: 0x and 40 hexadecimal digits.`);
}
