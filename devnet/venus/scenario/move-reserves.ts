import type { VenusDesk } from "../create-venus-desk.ts";
import { DAY_SECONDS, USDC } from "./units.ts";

/**
 * Reserves given, taken, and paid out within an accrual; tokens that a vToken is given without being
 * told, which it takes into its books when governance says so.
 */
export async function moveReserves(desk: VenusDesk): Promise<void> {
  const { people, call, mine } = desk;
  const { bob, carol } = people;
  const { governance, markets } = desk.pool("core");
  const [weth, usdc] = [desk.vToken("core", "WETH"), desk.vToken("core", "USDC")];
  const never = 10n ** 12n;

  call(bob, usdc, "addReserves", [50n * USDC + 9n]);
  await mine(60);
  call(carol, usdc, "reduceReserves", [20n * USDC]);
  await mine(60);
  call(governance, weth, "setReduceReservesBlockDelta", [3n]);
  await mine(DAY_SECONDS);
  call(bob, weth, "accrueInterest", []);
  await mine(60);
  call(governance, weth, "setReduceReservesBlockDelta", [never]);
  desk.donate(bob, markets.find(({ vToken }) => vToken === usdc)!, 333n * USDC);
  await mine(60);
  call(governance, usdc, "syncCash", []);
  await mine(60);
}
