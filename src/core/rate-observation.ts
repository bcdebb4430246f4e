/** What a rate provider (a vault, a staking contract, a published rate) said. */
export type RateObservation = {
  rateId: string;
  chainId: number;
  /** Units of the base per token, × 10^18; null where the provider's view failed. */
  rateWad: bigint | null;
  /** Doubt that the source states, in basis points. */
  confidenceBps: number | null;
  sourceTimeSeconds: number;
  writeTimeSeconds: number;
};

/** The highest rate that growth from a snapshot explains: the terms of it. */
export type RateCap = {
  snapshotWad: bigint;
  snapshotSeconds: number;
  /** Largest growth in a year of 365 days, in basis points of the snapshot. */
  growthBpsPerYear: number;
};

/** A cap that a contract sets, and from when on. */
export type RateCapObservation = RateCap & { writeTimeSeconds: number };
