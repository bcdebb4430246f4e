import { registerMarkets } from "./register-markets.ts";
import { registerPositions } from "./register-positions.ts";

/** Everything that Ballast indexes of Morpho Blue. */
export function registerMorphoBlue(): void {
  registerMarkets();
  registerPositions();
}
