import type { Address } from "viem";

/** A value that the index and a contract were found to state differently, and not yet the same again. */
export type OpenMismatch = {
  chainId: number;
  /** The market whose answers are in doubt, or the feed. */
  marketId: string;
  /** Null for a value of the market itself. */
  account: Address | null;
  what: string;
  /** Where it was found. */
  blockNumber: bigint;
  /** As text; null: not known, or the contract fails. */
  indexed: string | null;
  contract: string | null;
};
