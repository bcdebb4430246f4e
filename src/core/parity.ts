import type { Address } from "viem";

/** What is compared: an amount, share, rate or time; a flag or verdict; a name. Null: not known. */
export type ParityValue = bigint | boolean | string | null;

/**
 * One value as Ballast derives it from the index and as the protocol's contract states it by its own
 * view at the same block. They must be equal; there is no tolerance.
 */
export type ParityCheck = {
  /** The market whose answers are in doubt where the two differ. */
  marketId: string;
  /** Null for a value of the market itself. */
  account: Address | null;
  /** The contract's view and its arguments, such as `Vat.urns(ETH-A, 0x…).ink`. */
  what: string;
  indexed: ParityValue;
  /** Null where the contract itself fails: it reverts or is not there. */
  contract: ParityValue;
};
