import type { Network } from "../../../config/network.ts";
import { registerBalances } from "./register-balances.ts";
import { registerPool } from "./register-pool.ts";
import { registerReserves } from "./register-reserves.ts";

/** Everything that Ballast indexes of the network's Aave v3 markets. */
export function registerAaveV3(network: Network): void {
  registerReserves(network);
  registerPool();
  registerBalances();
}
