import type { VenusDesk } from "../create-venus-desk.ts";

/** MINT, REDEEM, BORROW, REPAY, SEIZE, LIQUIDATE, TRANSFER, ENTER_MARKET, EXIT_MARKET. */
const everyAction = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/**
 * A market leaves its pool: what is in it secures nothing any more. A debt whose collateral it was is
 * healed without any repayment.
 */
export async function unlistMarket(desk: VenusDesk): Promise<void> {
  const { people, ask, mine } = desk;
  const { dave, keeper } = people;
  const core = desk.pool("core");
  const { governance } = core;
  const dai = desk.vToken("core", "DAI");

  ask(governance, core, "setActionsPaused", [[dai], everyAction, true]);
  ask(governance, core, "setMarketSupplyCaps", [[dai], [0n]]);
  ask(governance, core, "setMarketBorrowCaps", [[dai], [0n]]);
  ask(governance, core, "setCollateralFactor", [dai, 0n, 0n]);
  await mine(60);
  ask(governance, core, "unlistMarket", [dai]);
  await mine(60);
  ask(keeper, core, "healAccount", [dave]);
  await mine(60);
}
