import type { Hex } from "viem";
import { createPackedReader, createPackedWriter, malformed } from "./packed-bytes.ts";

/** Length of an encoded leaf in bytes. */
const LEAF_LENGTH = 128;
const LEAF_VERSION = 1;

/** What is not certain about a leaf; the bits add up, in a root's flags too. */
export const ATTESTATION_FLAGS = {
  /** Something has no known value: `value` and `gross` are lower bounds of what is known. */
  partial: 1,
  /** A price used is older than its rules allow: a last good price stands in. */
  stalePrice: 2,
  /** The values come from local or test chains and mean no money. */
  simulated: 4,
} as const;
const KNOWN_FLAGS = 7;
/** The flags' names in the order of their bits. */
export const ATTESTATION_FLAG_NAMES = ["partial", "stale-price", "simulated"] as const;

/** `debt` of a leaf whose debt has no known value: 2^128 − 1, so that no reader takes it for small. */
export const UNKNOWN_DEBT = 2n ** 128n - 1n;

/** One account's line in an attestation. Amounts in USD × 10^8; times in unix seconds. */
export type Leaf = {
  /** 0 for an externally owned account, whose address is its own on every chain; else the Wormhole id of the one chain. */
  namespace: number;
  /** The address left-padded to 32 bytes. */
  account: Hex;
  /** Collateral after haircuts that is not needed for debt, rounded down. */
  value: bigint;
  /** All collateral before haircuts, rounded down. */
  gross: bigint;
  /** All debt, rounded up; `UNKNOWN_DEBT` where a debt has no price. */
  debt: bigint;
  /** The oldest time that a price used is true for. */
  minPriceTimeSeconds: number;
  /** Bit i: a position on chain i of the root's chain table. */
  chainMask: number;
  flags: number;
  /** Root over the positions behind the leaf. */
  breakdownHash: Hex;
};

/** Encodes a leaf into its 128 bytes. @throws BallastError `attestation-malformed` that names the field. */
export function encodeLeaf(leaf: Leaf): Uint8Array {
  requireKnownFlags("leaf", leaf.flags);
  const writer = createPackedWriter("leaf", LEAF_LENGTH);
  writer.uint("version", 1, LEAF_VERSION);
  writer.uint("namespace", 2, leaf.namespace);
  writer.fixed("account", 32, leaf.account);
  writer.uint("value", 16, leaf.value);
  writer.uint("gross", 16, leaf.gross);
  writer.uint("debt", 16, leaf.debt);
  writer.uint("minPriceTimeSeconds", 8, leaf.minPriceTimeSeconds);
  writer.uint("chainMask", 4, leaf.chainMask);
  writer.uint("flags", 1, leaf.flags);
  writer.fixed("breakdownHash", 32, leaf.breakdownHash);
  return writer.finish();
}

/** Decodes exactly 128 bytes. @throws BallastError `attestation-malformed` that names what is wrong. */
export function decodeLeaf(bytes: Uint8Array): Leaf {
  const reader = createPackedReader("leaf", bytes);
  const version = reader.uint8("version");
  if (version !== LEAF_VERSION) {
    throw malformed(`leaf.version is ${version}: only ${LEAF_VERSION} is known.`);
  }
  const leaf: Leaf = {
    namespace: reader.uint16("namespace"),
    account: reader.fixed("account", 32),
    value: reader.uint128("value"),
    gross: reader.uint128("gross"),
    debt: reader.uint128("debt"),
    minPriceTimeSeconds: seconds("leaf.minPriceTimeSeconds", reader.uint64("minPriceTimeSeconds")),
    chainMask: reader.uint32("chainMask"),
    flags: reader.uint8("flags"),
    breakdownHash: reader.fixed("breakdownHash", 32),
  };
  reader.finish();
  requireKnownFlags("leaf", leaf.flags);
  return leaf;
}

/** A u64 time as a number. @throws BallastError `attestation-malformed` beyond 2^53 − 1. */
export function seconds(field: string, value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw malformed(`${field} is ${value}: not a time in seconds.`);
  }
  return Number(value);
}

/** The names of the bits that are set. */
export function attestationFlagNames(flags: number): (typeof ATTESTATION_FLAG_NAMES)[number][] {
  return ATTESTATION_FLAG_NAMES.filter((_, bit) => (flags & (1 << bit)) !== 0);
}

/** @throws BallastError `attestation-malformed` for a flag that this version does not know. */
export function requireKnownFlags(message: string, flags: number): void {
  if ((flags & ~KNOWN_FLAGS) !== 0) {
    throw malformed(`${message}.flags is ${flags}: only the bits of ${KNOWN_FLAGS} are known.`);
  }
}
