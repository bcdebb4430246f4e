import type { VenusDesk } from "../create-venus-desk.ts";
import { USDC, usd, WAD } from "./units.ts";

/**
 * Accounts too small for a liquidation: one is liquidated whole, one healed, which leaves a bad debt
 * that is later made good in part.
 */
export async function healAccounts(desk: VenusDesk): Promise<void> {
  const { people, call, ask, mine } = desk;
  const { erin, frank, keeper } = people;
  const [core, timed] = [desk.pool("core"), desk.pool("timed")];
  const [weth, usdc] = [desk.vToken("core", "WETH"), desk.vToken("core", "USDC")];
  const [timedWeth, timedDai] = [desk.vToken("timed", "WETH"), desk.vToken("timed", "DAI")];

  call(frank, weth, "mint", [WAD / 20n]);
  ask(frank, core, "enterMarkets", [[weth]]);
  call(frank, usdc, "borrow", [84n * USDC + 1n]);
  call(erin, timedWeth, "mint", [WAD / 20n]);
  ask(erin, timed, "enterMarkets", [[timedDai, timedWeth]]);
  call(erin, timedDai, "borrow", [70n * WAD]);
  // Something in the market of the debt, too.
  call(erin, timedDai, "mint", [WAD / 7n]);
  await mine(60);

  desk.setPrice(core, weth, usd(1_950n, 18));
  desk.setPrice(timed, timedWeth, usd(1_000n, 18));
  await mine(60);
  // The whole debt as it is in the next block: this pool counts blocks.
  const repayAmount = await desk.readNextDebt(usdc, frank);
  const order = { vTokenCollateral: weth, vTokenBorrowed: usdc, repayAmount };
  ask(keeper, core, "liquidateAccount", [frank, [order]]);
  ask(keeper, timed, "healAccount", [erin]);
  await mine(60);

  const dai = timed.markets.find(({ vToken }) => vToken === timedDai)!;
  desk.donate(timed.governance, dai, 5n * WAD);
  call(timed.governance, timedDai, "badDebtRecovered", [5n * WAD]);
  desk.setPrice(core, weth, usd(2_500n, 18));
  desk.setPrice(timed, timedWeth, usd(2_500n, 18));
  await mine(60);
}
