import { type Address, bytesToHex, type Hex } from "viem";
import { keccak } from "#keccak";
import { buildMerkleTree, hashLeaf } from "./merkle-tree.ts";
import { createPackedWriter } from "./packed-bytes.ts";

const BREAKDOWN_VERSION = 1;
const ENTRY_LENGTH = 151;
const BREAKDOWN_FLAGS = { unknownValue: 1, securesDebt: 2, locked: 4 } as const;

/** One position behind a leaf. Amounts in raw units of the asset, values in USD × 10^8. */
export type BreakdownEntry = {
  chainId: number;
  wormholeChainId: number;
  protocol: string;
  marketId: string;
  kind: "collateral" | "debt";
  asset: Address;
  holder: Address;
  amount: bigint;
  /** Before haircuts; collateral rounded down, debt up; null where the asset has no price. */
  value: bigint | null;
  haircutBps: number;
  securesDebt: boolean;
  locked: boolean;
};

/**
 * 151 bytes, big-endian: version u8 = 1 | wormholeChainId u16 | market 32 (keccak256 of the market
 * id in UTF-8) | kind u8 (0 collateral, 1 debt) | asset 32 | holder 32 (addresses left-padded) |
 * amount u256 | value u128 (0 where unknown) | haircutBps u16 | flags u8 (1 value unknown, 2 secures
 * debt, 4 locked in a Ballast vault).
 * @throws BallastError `attestation-malformed` that names the field.
 */
export function encodeBreakdownEntry(entry: BreakdownEntry): Uint8Array {
  const writer = createPackedWriter("breakdown", ENTRY_LENGTH);
  writer.uint("version", 1, BREAKDOWN_VERSION);
  writer.uint("wormholeChainId", 2, entry.wormholeChainId);
  writer.raw(keccak(new TextEncoder().encode(entry.marketId)));
  writer.uint("kind", 1, entry.kind === "collateral" ? 0 : 1);
  writer.fixed("asset", 32, padAddress(entry.asset));
  writer.fixed("holder", 32, padAddress(entry.holder));
  writer.uint("amount", 32, entry.amount);
  writer.uint("value", 16, entry.value ?? 0n);
  writer.uint("haircutBps", 2, entry.haircutBps);
  writer.uint(
    "flags",
    1,
    (entry.value === null ? BREAKDOWN_FLAGS.unknownValue : 0) +
      (entry.securesDebt ? BREAKDOWN_FLAGS.securesDebt : 0) +
      (entry.locked ? BREAKDOWN_FLAGS.locked : 0),
  );
  return writer.finish();
}

/** Root of the tree over the encoded entries; of an account without positions the padding hash. */
export function breakdownHash(entries: readonly BreakdownEntry[]): Hex {
  const hashes = entries.map((entry) => hashLeaf(encodeBreakdownEntry(entry)));
  return bytesToHex(buildMerkleTree(hashes).root);
}

/** An address as 32 bytes. */
export function padAddress(address: Address): Hex {
  return `0x${address.slice(2).toLowerCase().padStart(64, "0")}`;
}
