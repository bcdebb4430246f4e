/** A value of a Scribe: see the table of the same columns. */
export type ScribeValue = {
  blockNumber: bigint;
  countsFromSeconds: number;
  droppedBlockNumber: bigint | null;
  droppedAtSeconds: number | null;
};

/**
 * What a Scribe said over time: each value with the time from which it was in force, oldest first.
 * An optimistic value comes into force at the end of its challenge period, and where it is dropped
 * after that, the one before is in force again.
 * @param values In the order of their logs, none later than the block.
 */
export function valuesInForce<Value extends ScribeValue>(
  values: readonly Value[],
  block: { number: bigint; timestampSeconds: number },
): { value: Value; fromSeconds: number }[] {
  const known = values.map((value) =>
    value.droppedBlockNumber === null || value.droppedBlockNumber > block.number
      ? { value, untilSeconds: Number.POSITIVE_INFINITY }
      : { value, untilSeconds: value.droppedAtSeconds ?? Number.NEGATIVE_INFINITY },
  );
  const times = known
    .flatMap(({ value, untilSeconds }) => [value.countsFromSeconds, untilSeconds])
    .filter((time) => Number.isFinite(time) && time <= block.timestampSeconds)
    .sort((a, b) => a - b);
  const inForce: { value: Value; fromSeconds: number }[] = [];
  for (const fromSeconds of new Set(times)) {
    const value = known.findLast(
      (one) => one.value.countsFromSeconds <= fromSeconds && fromSeconds < one.untilSeconds,
    )?.value;
    if (value !== undefined && value !== inForce.at(-1)?.value)
      inForce.push({ value, fromSeconds });
  }
  return inForce;
}
