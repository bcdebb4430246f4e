/** A pool after the last change of a block: see the table of the same columns. */
export type TickState = {
  blockNumber: bigint;
  blockTimestampSeconds: number;
  tick: number;
  tickCumulative: bigint;
  liquidity: bigint;
};

/** What one event says of the pool; an absent value stays as it was. */
export type TickChange = {
  blockNumber: bigint;
  blockTimestampSeconds: number;
  tick?: number | undefined;
  liquidity?: bigint | undefined;
};

/**
 * The pool after an event. As in Oracle.sol the accumulator grows by the tick that stood before,
 * times the seconds that it stood; further changes in the same block add nothing.
 */
export function afterChange(state: TickState, change: TickChange): TickState {
  return {
    blockNumber: change.blockNumber,
    blockTimestampSeconds: change.blockTimestampSeconds,
    tick: change.tick ?? state.tick,
    tickCumulative: tickCumulativeAt(state, change.blockTimestampSeconds),
    liquidity: change.liquidity ?? state.liquidity,
  };
}

/** The pool's accumulator at a time not before the state's, while nothing else changes. */
export function tickCumulativeAt(state: TickState, timestampSeconds: number): bigint {
  const seconds = timestampSeconds - state.blockTimestampSeconds;
  if (seconds < 0) throw new RangeError(`${timestampSeconds} lies before the pool's state.`);
  return state.tickCumulative + BigInt(state.tick) * BigInt(seconds);
}
