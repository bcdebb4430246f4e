import type { Network } from "../../../config/network.ts";
import { registerBalances } from "./register-balances.ts";
import { registerDeficits } from "./register-deficits.ts";
import { registerEModes } from "./register-e-modes.ts";
import { registerPool } from "./register-pool.ts";
import { registerReserves } from "./register-reserves.ts";

/** Everything that Ballast indexes of the network's Aave v3 markets. */
export function registerAaveV3(network: Network): void {
  registerReserves(network);
  registerEModes(network);
  registerPool();
  registerDeficits();
  registerBalances();
}
