import type { VenusDesk } from "../create-venus-desk.ts";
import { USDC, usd, WAD } from "./units.ts";

const PERCENT = WAD / 100n;

/** Liquidations: after a price shock, by a lowered threshold in one and the same market, and forced. */
export async function liquidate(desk: VenusDesk): Promise<void> {
  const { people, call, ask, mine } = desk;
  const { carol, dave, erin, keeper } = people;
  const core = desk.pool("core");
  const { governance } = core;
  const [weth, usdc, wbtc, dai] = [
    desk.vToken("core", "WETH"),
    desk.vToken("core", "USDC"),
    desk.vToken("core", "WBTC"),
    desk.vToken("core", "DAI"),
  ];

  desk.setPrice(core, weth, usd(5_600n, 18));
  await mine(60);
  call(keeper, weth, "liquidateBorrow", [dave, 20n * WAD, dai]);
  call(keeper, weth, "liquidateBorrow", [dave, 7n * WAD + 1n, dai]);
  await mine(60);
  call(keeper, weth, "liquidateBorrow", [dave, 3n * WAD, dai]);
  await mine(60);

  ask(governance, core, "setCollateralFactor", [usdc, 70n * PERCENT, 75n * PERCENT]);
  await mine(60);
  call(keeper, usdc, "liquidateBorrow", [erin, 9_000n * USDC + 1n, usdc]);
  await mine(60);

  ask(governance, core, "setForcedLiquidation", [usdc, true]);
  await mine(60);
  call(keeper, usdc, "liquidateBorrow", [carol, 1_000n * USDC, wbtc]);
  await mine(60);
  ask(governance, core, "setForcedLiquidation", [usdc, false]);
  desk.setPrice(core, weth, usd(2_500n, 18));
  await mine(60);

  // An oracle that says nothing makes every verdict fail.
  const price = await desk.readPrice(core, wbtc);
  desk.setPrice(core, wbtc, 0n);
  await mine(60);
  desk.setPrice(core, wbtc, price);
  await mine(60);
}
