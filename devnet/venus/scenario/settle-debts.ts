import { maxUint256 } from "viem";
import type { VenusDesk } from "../create-venus-desk.ts";
import { DAY_SECONDS, USDC, WAD } from "./units.ts";

/** Repayments in part, on another's behalf and in full, and a new debt after that. */
export async function settleDebts(desk: VenusDesk): Promise<void> {
  const { people, call, mine } = desk;
  const { alice, bob, carol } = people;
  const usdc = desk.vToken("core", "USDC");
  const timedDai = desk.vToken("timed", "DAI");

  call(alice, usdc, "repayBorrow", [12_345n * USDC + 6n]);
  call(bob, usdc, "repayBorrowBehalf", [carol, 500n * USDC]);
  call(alice, timedDai, "repayBorrow", [WAD]);
  await mine(DAY_SECONDS);
  call(carol, usdc, "repayBorrow", [maxUint256 - 1n]);
  await mine(DAY_SECONDS);
  call(carol, usdc, "borrow", [400_000n * USDC]);
  call(alice, usdc, "accrueInterest", []);
  await mine(60);
}
