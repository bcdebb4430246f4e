import type { Observation } from "../../core/observation.ts";

/** Contracts write values like these where they have no bound. */
const NO_MINIMUM = 1n;
const NO_MAXIMUM = 2n ** 94n;

/**
 * The end of its contract's own range that a value stands at, within 1 %, or null. A clamped value
 * says only that the truth is at or beyond it.
 */
export function clampedAt({
  rawValue,
  answerRange,
}: Pick<Observation, "rawValue" | "answerRange">): "minimum" | "maximum" | null {
  if (answerRange === undefined) return null;
  const { minimum, maximum } = answerRange;
  if (minimum > NO_MINIMUM && rawValue * 100n <= minimum * 101n) return "minimum";
  if (maximum < NO_MAXIMUM && rawValue * 100n >= maximum * 99n) return "maximum";
  return null;
}
