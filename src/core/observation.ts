import type { Hex } from "viem";

/**
 * What one feed said last, as of a block: raw integers, normalised later. Times are unix seconds.
 * `sourceTimeSeconds` is when the value was signed or observed, `writeTimeSeconds` the time of the
 * block that stored it, or the later block time from which on it counts: of a value that waits for its
 * challenge, and of one that was received over HTTP and is on no chain.
 */
export type Observation = {
  feedId: string;
  /** Null, as the block, for a value that is on no chain. */
  chainId: number | null;
  blockNumber: bigint | null;
  /** -1 for a value that was read from the contract or derived (a time-weighted mean), not logged. */
  logIndex: number;
  transactionHash: Hex | null;
  rawValue: bigint;
  /** The value is rawValue × 10^-decimals in the feed's quote unit; may be negative. */
  decimals: number;
  /** One standard confidence half-width in the unit of rawValue, for feeds that state one. */
  rawConfidence: bigint | null;
  sourceTimeSeconds: number;
  writeTimeSeconds: number;
  /** The feed's own name for the value: a round, a publish time, a window. */
  roundKey: string;
  /** Range that the contract which wrote the value clamps to, in the unit of rawValue, where it has one. */
  answerRange?: { minimum: bigint; maximum: bigint };
  /** The least that a pool's liquidity was worth in its quote token within the window, raw units of it. */
  depth?: { raw: bigint; decimals: number };
  /** The value is of an aggregator that its proxy names no longer. */
  superseded?: boolean;
  /** What the feed itself says of its market, where it says so. */
  marketOpen?: boolean;
  /** The source states less confidence in the value than the feed asks for. */
  doubtful?: boolean;
  /** When a value that is on no chain was received, by the clock of the machine. */
  receivedAtSeconds?: number;
};
