import type { ChangePoint } from "./guard-step.ts";
import type { LastGood } from "./last-good.ts";

/** A value in force over a time, up to and including its last second. */
export type Piece = { valueWad: bigint; untilSeconds: number };

/** A price that waits for its confirmation. */
export type Circuit = {
  /** `first`: there is no accepted price to compare with. */
  kind: "first" | "up" | "down";
  /** When a quorum first agreed on it; every evaluation since has had one. */
  sinceSeconds: number;
};

/**
 * What the path-dependent rules remember of a price: a function of the observations since the
 * begin of the replay alone. It does not depend on how often the price was evaluated in between.
 */
export type PriceState = {
  /** Time of the newest evaluation. */
  timeSeconds: number;
  /** The price accepted then, which is in force until the next evaluation. */
  current: Omit<LastGood, "asOfSeconds"> | null;
  /** The newest accepted price before that, as of its last second. */
  lastGood: LastGood | null;
  circuit: Circuit | null;
  /** When the newest jump was confirmed. */
  confirmedAtSeconds: number | null;
  /** Accepted low prices within the window of the rise rule, ascending in time and value. */
  lows: readonly Piece[];
  /** Medians within the window of the step rule, accepted or not. */
  mids: readonly ChangePoint[];
  /** The price has been away from par since then, and a later value has said so again. */
  depeg: { sinceSeconds: number; confirmed: boolean } | null;
};

export const EMPTY_STATE: PriceState = {
  timeSeconds: Number.NEGATIVE_INFINITY,
  current: null,
  lastGood: null,
  circuit: null,
  confirmedAtSeconds: null,
  lows: [],
  mids: [],
  depeg: null,
};
