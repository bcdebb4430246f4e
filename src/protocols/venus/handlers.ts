import { registerBorrows } from "./register-borrows.ts";
import { registerInterest } from "./register-interest.ts";
import { registerLiquidations } from "./register-liquidations.ts";
import { registerPools } from "./register-pools.ts";
import { registerSupply } from "./register-supply.ts";

/** Everything that Ballast indexes of Venus' isolated pools. */
export function registerVenus(): void {
  registerPools();
  registerSupply();
  registerBorrows();
  registerInterest();
  registerLiquidations();
}
