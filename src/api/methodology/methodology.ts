import type { Address, Hex } from "viem";
import type { AssetCaip19 } from "../../core/identifiers.ts";
import type { MethodologyBridgedToken } from "../../oracles/bridged-supply/bridged-views.ts";
import type { FeedSource } from "../../oracles/oracle-adapter.ts";
import type { MethodologyRate } from "../../oracles/rates/methodology-rate.ts";
import type { HttpSource } from "../http-feeds/http-source.ts";
import type {
  BackingRule,
  DerivedRule,
  FeedRules,
  PriceReference,
  PriceRules,
} from "./price-rules.ts";
import type { ValuationRules, ValueAging } from "./valuation-rules.ts";

/** Risk classes of assets. */
export const ASSET_CLASSES = [
  "native",
  "stable",
  "synthetic",
  "wrapped-staked",
  "vault-share",
  "real-world",
] as const;
export type AssetClass = (typeof ASSET_CLASSES)[number];

/** What is taken off the value of assets that can fail in the same way, and why. */
export type RiskProfile = {
  id: string;
  class: AssetClass;
  /** Share of the low value that is not counted, in basis points. */
  haircutBps: number;
  /** On top of the haircut; left out, age takes nothing. */
  aging?: ValueAging;
  reason: string;
};

/** How the quotes of one price are aggregated, with the reason for the numbers. */
export type PricePolicy = PriceRules & {
  id: string;
  /** Spread above which the status is `degraded`, and above which votes are cut. */
  softSpreadBps: number;
  hardSpreadBps: number;
  /** Confidence above which a feed is rejected as `conf_wide`. */
  maximumConfidenceBps: number;
  /** How long a last good price may stand in for a missing one. */
  lastGoodSeconds: number;
  reason: string;
};

export type MethodologyFeed = FeedRules & {
  id: string;
  /** Null for a feed over HTTP. */
  chainId: number | null;
  source: FeedSource | HttpSource;
  /** A value older than heartbeat + max(10 %, 600 s) is stale. */
  heartbeatSeconds: number;
  /** How far a source time may lie after the evaluation time. */
  futureToleranceSeconds: number;
  /** Sanity range of the normalised price; outside it is `out_of_bounds`. */
  minimumWad: bigint;
  maximumWad: bigint;
  /** Tags of where the value really comes from: feeds that share one are one vote. */
  upstream: readonly string[];
  /** Price id by which a value quoted in another asset is turned into USD; null for a USD feed. */
  quotedIn: string | null;
};

/** A chain's uptime feed; while the sequencer is down, or was so within the grace, no feed of the chain votes. */
export type MethodologySequencer = { chainId: number; feed: Address; graceSeconds: number };

export type MethodologyPrice = {
  id: string;
  policyId: string;
  feeds: readonly MethodologyFeed[];
  /** A rate times another price instead of feeds. */
  derived?: DerivedRule;
  /** Another price, as far as an escrow bears it, instead of feeds. */
  backing?: BackingRule;
  reference?: PriceReference;
};

export type MethodologyAsset = {
  asset: AssetCaip19;
  symbol: string;
  decimals: number;
  priceId: string;
  riskProfileId: string;
  /** Of the risk profile, repeated so that an asset can be read alone. */
  class: AssetClass;
  haircutBps: number;
  /**
   * Priced for whoever asks, but counted in no account: positions in the token are resolved to what
   * its vault says that they stand for, and one that is not resolved has no known value.
   */
  lookedThrough?: true;
};

/** What a derivative is on, where that has a price: a verdict on the derivative is taken at it too. */
export type MethodologyInstrument = { instrument: AssetCaip19; symbol: string; priceId: string };

/** The versioned set of rules behind every answer; `methodologyHash` names it. */
export type Methodology = {
  version: string;
  network: string;
  chains: readonly { chainId: number; wormholeChainId: number }[];
  policies: readonly PricePolicy[];
  riskProfiles: readonly RiskProfile[];
  prices: readonly MethodologyPrice[];
  /** Views that say what tokens stand for, and tokens whose backing is counted. */
  rates: readonly MethodologyRate[];
  bridgedTokens: readonly MethodologyBridgedToken[];
  assets: readonly MethodologyAsset[];
  /** Absent in a methodology that is older than this rule. */
  instruments?: readonly MethodologyInstrument[];
  /** Absent in a methodology that is older than this rule. */
  sequencers?: readonly MethodologySequencer[];
  /** Absent in a methodology that is older than these rules: it has no unified value. */
  valuation?: ValuationRules;
  markets: readonly { chainId: number; protocol: string; marketId: string }[];
  rounding: string;
};

export type HashedMethodology = Methodology & { hash: Hex };
