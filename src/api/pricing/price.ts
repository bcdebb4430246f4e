/** Status of a price, from best to worst. */
export const PRICE_STATUSES = [
  "ok",
  "degraded",
  "stale",
  "no_quorum",
  "circuit_open",
  "unavailable",
] as const;
export type PriceStatus = (typeof PRICE_STATUSES)[number];

/** Why a feed's value is not a vote. */
export type RejectCode =
  | "missing"
  | "non_positive"
  | "zero_ts"
  | "future_ts"
  | "stale"
  | "out_of_bounds"
  | "conf_wide"
  | "base_unavailable"
  | "same_block_spot"
  | "thin"
  | "outlier"
  | "chain_missing"
  | "sequencer_down"
  | "sequencer_grace"
  | "superseded"
  | "market_closed"
  | "clamped"
  | "decimals_changed"
  | "not_a_market";

export type PriceFlag =
  | "outlier"
  | "disagree"
  | "single_source"
  | "too_few"
  | "depeg"
  | "converted_degraded"
  | "jump"
  | "jump_confirmed"
  | "first_price"
  | "rise_limited"
  | "clamped"
  | "sequencer"
  | "market_closed"
  | "rate_jump"
  | "capped"
  | "cap_misconfigured"
  | "market_missing"
  | "rate_missing"
  | "unbacked"
  | "backing_unknown"
  | "off_reference";

/** What one feed contributed to a price: the evidence. */
export type FeedEvidence = {
  feedId: string;
  kind: string;
  /** Null for a feed over HTTP. */
  chainId: number | null;
  /** As the feed said it: rawValue × 10^-decimals in its own unit; null where it never spoke. */
  rawValue: bigint | null;
  decimals: number | null;
  /** Normalised to USD × 10^18 per whole token; null where there is no usable value. */
  priceWad: bigint | null;
  /** Stated confidence half-width in basis points of the price, rounded up; null where none is stated. */
  confidenceBps: number | null;
  sourceTimeSeconds: number | null;
  writeTimeSeconds: number | null;
  /** When a value was received over HTTP, by the clock of the machine; null for a chain's. */
  receivedAtSeconds: number | null;
  /** Evaluation time minus source time. */
  ageSeconds: number | null;
  blockNumber: bigint | null;
  transactionHash: string | null;
  roundKey: string | null;
  /** The value took part in the median (as its upstream's vote). */
  voted: boolean;
  reject: RejectCode | null;
  upstream: readonly string[];
  /** Feeds with the same group number share an upstream and are one vote together. */
  voteGroup: number;
};

/** The aggregate of an asset's feeds at one evaluation time. All prices in USD × 10^18 per whole token. */
export type Price = {
  priceId: string;
  status: PriceStatus;
  flags: readonly PriceFlag[];
  /** Null exactly when the status is `unavailable`. The low side is what collateral counts for. */
  lowWad: bigint | null;
  midWad: bigint | null;
  highWad: bigint | null;
  /** Time the price is true for: the evaluation time, or the time of the last good price that stands in. */
  asOfSeconds: number | null;
  evaluatedAtSeconds: number;
  /** (max − min) / mid of the votes in basis points, rounded up; null with fewer than two votes. */
  spreadBps: number | null;
  quorum: { needed: number; had: number; configured: number };
  feeds: readonly FeedEvidence[];
  /** Of what a derived price is made; absent from the price of feeds. */
  derived?: DerivedParts;
  /** What stands behind a bridged token; absent from every other price. */
  backing?: BackingParts;
};

/** The parts of a price that is a rate times another price. */
export type DerivedParts = {
  rateId: string;
  /** The rate in use and the one that its contract gives, × 10^18. */
  rateWad: bigint | null;
  liveRateWad: bigint | null;
  /** The highest rate that the cap allows now; null without a cap. */
  capWad: bigint | null;
  /** Rate times base, and what markets pay; null where unknown or not followed. */
  fundamentalWad: bigint | null;
  marketWad: bigint | null;
};

/** Whether what is kept in escrow bears a bridged token, all amounts in units of 10^-decimals. */
export type BackingParts = {
  bridgedId: string;
  /** The time at which both ends are compared; null where a chain of them is not part of the answer. */
  asOfSeconds: number | null;
  /** Supply on all remote chains, what its escrow holds, and what is missing there; null where unknown. */
  remote: bigint | null;
  escrowed: bigint | null;
  missing: bigint | null;
  decimals: number;
};
