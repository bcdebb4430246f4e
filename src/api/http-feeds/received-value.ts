import type { Hex } from "viem";

/** One value out of a service's answer, exact: rawValue × 10^-decimals. */
export type ReceivedValue = {
  /** See `httpFeedKey`. */
  feedKey: string;
  rawValue: bigint;
  decimals: number;
  /** One standard half-width in the unit of rawValue, for services that state one. */
  rawConfidence: bigint | null;
  /** How sure the service says it is, from 0 to 10,000 and rounded down; null where it says nothing. */
  statedConfidenceBps: number | null;
  /** Unix seconds: when the service says that the value held. */
  sourceTimeSeconds: number;
  /** The signed update that the value was verified by; null where nothing was signed. */
  signedUpdate: Hex | null;
};

/** A value that was not taken over, and why; the rest of the same answer may stand. */
export type RejectedValue = {
  feedKey: string;
  code: "absent" | "malformed" | "unverified" | "ahead_of_time";
  detail: string;
};

/** What became of an answer. */
export type ReadAnswer = { values: readonly ReceivedValue[]; rejected: readonly RejectedValue[] };
