import { squareRootDown } from "../../../core/square-root.ts";

/**
 * What a value that has to be sold at once counts for at most, USD × 10^18, rounded down: v · 1.1 / (1 +
 * √(v / scale)), Drift's size discount of an asset weight (drift-labs/protocol-v2, margin.rs, with
 * imf = 1 / √scale), which starts to bind at a hundredth of the scale. It never falls where the value
 * grows: both are taken at ⌊√v⌋.
 */
export function sizeValueWad(valueWad: bigint, scaleWad: bigint): bigint {
  const root = squareRootDown(valueWad);
  const scaleRoot = squareRootDown(scaleWad);
  return (11n * root * root * scaleRoot) / (10n * (scaleRoot + root));
}
