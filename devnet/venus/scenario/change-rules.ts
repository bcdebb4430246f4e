import type { VenusDesk } from "../create-venus-desk.ts";
import { updateJumpRates } from "../venus-transactions.ts";
import { readModel } from "./read-model.ts";
import { DAY_SECONDS, WAD } from "./units.ts";

const PERCENT = WAD / 100n;

/** Governance: factors, shares, rates and another rate model. */
export async function changeRules(desk: VenusDesk): Promise<void> {
  const { chain, call, ask, mine } = desk;
  const core = desk.pool("core");
  const { governance } = core;
  const [weth, usdc, wbtc, dai] = [
    desk.vToken("core", "WETH"),
    desk.vToken("core", "USDC"),
    desk.vToken("core", "WBTC"),
    desk.vToken("core", "DAI"),
  ];
  const model = await readModel(chain, weth);

  call(governance, usdc, "setReserveFactor", [17n * PERCENT]);
  call(governance, dai, "setReserveFactor", [3n * PERCENT]);
  await mine(60);
  ask(governance, core, "setLiquidationIncentive", [(113n * WAD) / 100n]);
  call(governance, weth, "setProtocolSeizeShare", [7n * PERCENT]);
  ask(governance, core, "setCloseFactor", [60n * PERCENT]);
  ask(governance, core, "setMinLiquidatableCollateral", [101n * WAD]);
  await mine(60);
  const rates = { base: PERCENT, multiplier: 33n * PERCENT, jump: WAD, kink: 55n * PERCENT };
  chain.send(updateJumpRates({ from: governance, model, rates }));
  await mine(DAY_SECONDS);
  call(governance, wbtc, "setInterestRateModel", [await readModel(chain, dai)]);
  ask(governance, core, "setCollateralFactor", [wbtc, 68n * PERCENT, 74n * PERCENT]);
  await mine(60);
}
