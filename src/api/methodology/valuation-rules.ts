/**
 * Assets that fall together and are sold for one another in a crash: what can be sold of one is shared
 * by all. Every price belongs to one group.
 */
export type CorrelationGroup = {
  id: string;
  priceIds: readonly string[];
  /** USD × 10^18 that can be sold of the group within an hour for less than the haircuts. */
  liquidityWad: bigint;
  /** How far a price may have moved an hour after it was seen; after t hours √t times as far. */
  driftBpsPerRootHour: number;
  reason: string;
};

/** How values of several markets become one value. */
export type ValuationRules = {
  /** What a free value counts for that is observed and could be gone before anybody acts. */
  observedRateBps: number;
  observedRateReason: string;
  correlationGroups: readonly CorrelationGroup[];
};

/**
 * What a net asset value of the real world loses by age: nothing within `graceSeconds`, then so much
 * for each begun day; and more while its market is closed.
 */
export type ValueAging = { graceSeconds: number; bpsPerDay: number; closedMarketBps: number };
