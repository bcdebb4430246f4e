import { keccak } from "#keccak";
import { compareBytes } from "./compare-bytes.ts";

const HASH_LENGTH = 32;
const LEAF_PREFIX = 0x00;
const NODE_PREFIX = 0x01;
/** Fills the tree up to the next power of two: keccak256(0x02). */
export const PADDING_HASH = keccak(Uint8Array.of(0x02));

/** keccak256(0x00 ‖ leaf). */
export function hashLeaf(leaf: Uint8Array): Uint8Array {
  const message = new Uint8Array(1 + leaf.length);
  message[0] = LEAF_PREFIX;
  message.set(leaf, 1);
  return keccak(message);
}

/**
 * A Merkle tree: `levels[0]` holds the leaf hashes padded to a power of two, the last level the root
 * alone; each level is its hashes one after the other. The root of no leaves is the padding hash.
 */
export type MerkleTree = { leafCount: number; root: Uint8Array; levels: readonly Uint8Array[] };

/**
 * Builds the tree over leaf hashes in the given order: node = keccak256(0x01 ‖ left ‖ right). Nodes
 * are directed by index and not sorted, so that a proof also proves the leaf's place.
 */
export function buildMerkleTree(leafHashes: readonly Uint8Array[]): MerkleTree {
  const width = 2 ** proofLength(leafHashes.length);
  let level: Uint8Array = new Uint8Array(width * HASH_LENGTH);
  for (let index = 0; index < width; index += 1) {
    level.set(leafHashes[index] ?? PADDING_HASH, index * HASH_LENGTH);
  }
  const levels = [level];
  const message = new Uint8Array(1 + 2 * HASH_LENGTH);
  message[0] = NODE_PREFIX;
  while (level.length > HASH_LENGTH) {
    const parents = new Uint8Array(level.length / 2);
    for (let offset = 0; offset < parents.length; offset += HASH_LENGTH) {
      message.set(level.subarray(2 * offset, 2 * offset + 2 * HASH_LENGTH), 1);
      parents.set(keccak(message), offset);
    }
    levels.push(parents);
    level = parents;
  }
  return { leafCount: leafHashes.length, root: level, levels };
}

/** Hashes in a proof: ⌈log2(leafCount)⌉; 0 for one leaf and for none. */
function proofLength(leafCount: number): number {
  return leafCount <= 1 ? 0 : 32 - Math.clz32(leafCount - 1);
}

/** Index of the sibling on each level from the leaves up: what a proof consists of. */
export function proofIndexes(parameters: { index: number; leafCount: number }): number[] {
  const { index, leafCount } = parameters;
  requireIndex(index, leafCount);
  return Array.from({ length: proofLength(leafCount) }, (_, level) => (index >>> level) ^ 1);
}

/** The siblings of a leaf from the bottom up. @throws RangeError for an index outside the leaves. */
export function merkleProof(tree: MerkleTree, index: number): Uint8Array[] {
  return proofIndexes({ index, leafCount: tree.leafCount }).map((sibling, level) => {
    const hashes = tree.levels[level]!;
    return hashes.slice(sibling * HASH_LENGTH, (sibling + 1) * HASH_LENGTH);
  });
}

/** A leaf with what shall prove its place in a tree of `leafCount` leaves. */
export type MerklePlace = {
  leafCount: number;
  index: number;
  leaf: Uint8Array;
  proof: readonly Uint8Array[];
};

/**
 * The hashes on the way from a leaf up by its proof: first the leaf's own, last the root that the
 * proof leads to. Null for an index outside the leaves and for a proof of another length.
 */
export function climbMerkleProof(place: MerklePlace): Uint8Array[] | null {
  const { leafCount, index, proof } = place;
  if (!Number.isInteger(index) || index < 0 || index >= leafCount) return null;
  if (proof.length !== proofLength(leafCount)) return null;
  let hash = hashLeaf(place.leaf);
  const hashes = [hash];
  const message = new Uint8Array(1 + 2 * HASH_LENGTH);
  message[0] = NODE_PREFIX;
  for (const [level, sibling] of proof.entries()) {
    if (sibling.length !== HASH_LENGTH) return null;
    const isRight = ((index >>> level) & 1) === 1;
    message.set(isRight ? sibling : hash, 1);
    message.set(isRight ? hash : sibling, 1 + HASH_LENGTH);
    hash = keccak(message);
    hashes.push(hash);
  }
  return hashes;
}

/** Whether the leaf stands at the index of a tree with this root and leaf count. */
export function verifyMerkleProof({ root, ...place }: MerklePlace & { root: Uint8Array }): boolean {
  const reached = climbMerkleProof(place)?.at(-1);
  return reached !== undefined && compareBytes(reached, root) === 0;
}

function requireIndex(index: number, leafCount: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= leafCount) {
    throw new RangeError(`There is no leaf ${index} in a tree of ${leafCount}.`);
  }
}
