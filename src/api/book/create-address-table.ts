import type { Address } from "viem";
import { growColumn } from "./grow-column.ts";

/** Addresses by small numbers (slots), which are used again after a removal. */
export type AddressTable = {
  find(address: Address): number | undefined;
  /** The slot of the address, a new one where it has none. */
  add(address: Address): number;
  remove(address: Address): void;
  /** The address of a slot in use. */
  addressOf(slot: number): Address;
  /** Above every slot in use. */
  end(): number;
  count(): number;
  bytes(): number;
};

const WORDS = 5;
const SMALLEST_BUCKETS = 1_024;

/**
 * An address takes 20 bytes and two to four buckets of 4 bytes here, a fourth of what a string in a
 * Map takes: open addressing with linear probing, at most half full; a removal closes its gap.
 */
export function createAddressTable(): AddressTable {
  let words = new Uint32Array(SMALLEST_BUCKETS * WORDS);
  /** Slot + 1; 0: nothing. */
  let buckets = new Uint32Array(SMALLEST_BUCKETS);
  const free: number[] = [];
  let end = 0;
  const asked = new Uint32Array(WORDS);

  function parse(address: Address): void {
    for (let word = 0; word < WORDS; word++) {
      asked[word] = Number.parseInt(address.slice(2 + word * 8, 10 + word * 8), 16);
    }
  }

  /** Addresses are hashes already, but for those that somebody chose. */
  function bucketOf(first: number, third: number, last: number): number {
    const mixed = Math.imul(first ^ Math.imul(third, 0x9e3779b1) ^ last, 0x85ebca6b);
    return ((mixed ^ (mixed >>> 15)) >>> 0) & (buckets.length - 1);
  }

  const homeOf = (slot: number) =>
    bucketOf(words[slot * WORDS]!, words[slot * WORDS + 2]!, words[slot * WORDS + 4]!);

  function isAsked(slot: number): boolean {
    for (let word = 0; word < WORDS; word++) {
      if (words[slot * WORDS + word] !== asked[word]) return false;
    }
    return true;
  }

  /** The bucket of the asked address, or the empty one where it belongs. */
  function probe(): number {
    let bucket = bucketOf(asked[0]!, asked[2]!, asked[4]!);
    for (;;) {
      const held = buckets[bucket]!;
      if (held === 0 || isAsked(held - 1)) return bucket;
      bucket = (bucket + 1) & (buckets.length - 1);
    }
  }

  function rehash(): void {
    const slots = buckets.filter((held) => held !== 0);
    buckets = new Uint32Array(buckets.length * 2);
    for (const held of slots) {
      let bucket = homeOf(held - 1);
      while (buckets[bucket] !== 0) bucket = (bucket + 1) & (buckets.length - 1);
      buckets[bucket] = held;
    }
  }

  const count = () => end - free.length;

  return {
    find(address) {
      parse(address);
      const held = buckets[probe()]!;
      return held === 0 ? undefined : held - 1;
    },

    add(address) {
      parse(address);
      const known = buckets[probe()]!;
      if (known !== 0) return known - 1;
      const slot = free.pop() ?? end++;
      words = growColumn(words, end * WORDS);
      words.set(asked, slot * WORDS);
      if (count() * 2 > buckets.length) rehash();
      buckets[probe()] = slot + 1;
      return slot;
    },

    remove(address) {
      parse(address);
      let gap = probe();
      const held = buckets[gap]!;
      if (held === 0) return;
      free.push(held - 1);
      const mask = buckets.length - 1;
      buckets[gap] = 0;
      for (let bucket = (gap + 1) & mask; buckets[bucket] !== 0; bucket = (bucket + 1) & mask) {
        const home = homeOf(buckets[bucket]! - 1);
        // What may not stand before its home stays where it is.
        if (((bucket - home) & mask) < ((bucket - gap) & mask)) continue;
        buckets[gap] = buckets[bucket]!;
        buckets[bucket] = 0;
        gap = bucket;
      }
    },

    addressOf(slot) {
      let digits = "";
      for (let word = 0; word < WORDS; word++) {
        digits += words[slot * WORDS + word]!.toString(16).padStart(8, "0");
      }
      return `0x${digits}`;
    },

    end: () => end,
    count,
    bytes: () => words.byteLength + buckets.byteLength + free.length * 8,
  };
}
