import type { Network } from "../../../config/network.ts";
import { registerLiquidations } from "./register-liquidations.ts";
import { registerOwners } from "./register-owners.ts";
import { registerParameters } from "./register-parameters.ts";
import { registerVat } from "./register-vat.ts";

/** Everything that Ballast indexes of the network's Maker deployments. */
export function registerMaker(network: Network): void {
  registerVat();
  registerParameters(network);
  registerOwners();
  registerLiquidations(network);
}
