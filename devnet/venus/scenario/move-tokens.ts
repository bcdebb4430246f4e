import type { VenusDesk } from "../create-venus-desk.ts";
import { DAY_SECONDS, USDC, VTOKEN, WAD } from "./units.ts";

/** vTokens redeemed in three ways, and sent: also by another, into the vToken itself, into and out of markets. */
export async function moveTokens(desk: VenusDesk): Promise<void> {
  const { people, call, ask, mine } = desk;
  const { alice, bob, carol, dave, erin } = people;
  const core = desk.pool("core");
  const [weth, usdc] = [desk.vToken("core", "WETH"), desk.vToken("core", "USDC")];

  call(bob, usdc, "redeem", [1_000n * VTOKEN + 1n]);
  call(bob, usdc, "redeemUnderlying", [777n * USDC + 5n]);
  ask(bob, core, "updateDelegate", [dave, true]);
  call(dave, usdc, "redeemBehalf", [bob, 10n * VTOKEN]);
  call(alice, weth, "redeemUnderlying", [WAD / 3n]);
  await mine(60);

  call(bob, usdc, "transfer", [carol, 5_000n * VTOKEN]);
  call(alice, weth, "transfer", [erin, 2n * VTOKEN]);
  call(bob, usdc, "approve", [dave, 100n * VTOKEN]);
  call(dave, usdc, "transferFrom", [bob, alice, 60n * VTOKEN]);
  call(bob, usdc, "transfer", [usdc, 4n * VTOKEN]);
  await mine(60);

  call(bob, usdc, "redeem", [VTOKEN]);
  ask(erin, core, "enterMarkets", [[weth]]);
  await mine(DAY_SECONDS);
  ask(erin, core, "exitMarket", [weth]);
  await mine(60);
}
