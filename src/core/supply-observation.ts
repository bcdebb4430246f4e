/** What an escrow holds, or a remote token amounts to, from a time on. */
export type SupplyObservation = {
  /** In the token's own units; null where the token did not say. */
  amount: bigint | null;
  writeTimeSeconds: number;
};

/** The history of one end of a bridged token; its chain is indexed up to `untilSeconds`. */
export type SupplyHistory = {
  role: "escrow" | "remote";
  chainId: number;
  decimals: number;
  /** Time of the chain's block in the vector; null where the vector lacks the chain. */
  untilSeconds: number | null;
  /** Oldest first. */
  amounts: readonly SupplyObservation[];
};
