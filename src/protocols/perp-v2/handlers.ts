import type { Network } from "../../../config/network.ts";
import { registerHistory } from "./register-history.ts";
import { registerParameters } from "./register-parameters.ts";
import { registerPositions } from "./register-positions.ts";
import { registerVault } from "./register-vault.ts";

/** Everything that Ballast indexes of the network's Perp v2 clearing houses. */
export function registerPerpV2(network: Network): void {
  registerVault(network);
  registerPositions(network);
  registerParameters(network);
  registerHistory(network);
}
