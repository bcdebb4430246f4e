import type { PerpV2Desk } from "../create-perp-v2-desk.ts";
import { moveMarket } from "../move-market.ts";
import { rangeAround } from "../range-around.ts";
import { AVERAGING_SECONDS, USD_E8, USDC, WAD } from "./units.ts";

/**
 * ETH falls: a position is liquidated in part, then in whole with a bad debt that the insurance fund
 * takes over; a maker whose range is under water loses its orders. BTC falls: collateral is sold for
 * a debt in USDC.
 */
export async function crash(desk: PerpV2Desk): Promise<void> {
  const { people, usdc, mine } = desk;
  const { alice, erin, frank, keeper, dave } = people;
  const eth = desk.base("vETH");
  const averaged = { thenSeconds: AVERAGING_SECONDS };

  desk.closePosition(dave, eth);
  desk.deposit(dave, usdc, 1_000n * USDC);
  await mine(60);
  const { lowerTick } = rangeAround(await desk.views.tick(eth), 900);
  const below = { lowerTick: lowerTick - 900, upperTick: lowerTick };
  desk.addLiquidity(dave, eth, { ...below, base: 0n, quote: 48_000n * WAD });
  await mine(60);

  await moveMarket(desk, { pair: "ETH/USD", priceE8: 1_810n * USD_E8, ...averaged });
  desk.liquidate(keeper, frank, eth);
  await mine(60);
  await moveMarket(desk, { pair: "ETH/USD", priceE8: 1_640n * USD_E8, ...averaged });
  desk.cancelExcessOrders(keeper, dave, eth);
  await mine(60);
  await moveMarket(desk, { pair: "ETH/USD", priceE8: 1_500n * USD_E8, ...averaged });
  await liquidateWhole(desk, frank);
  await liquidateWhole(desk, dave);

  await moveMarket(desk, { pair: "BTC/USD", priceE8: 54_000n * USD_E8, ...averaged });
  const wbtc = desk.collateral("WBTC");
  desk.liquidateCollateral(keeper, erin, wbtc, (await desk.views.seizable(erin, wbtc)) / 2n);
  await mine(60);
  desk.repay(alice);
  await mine(60);
}

/** Until nothing of a position is left, which small collateral takes several calls for. */
async function liquidateWhole(desk: PerpV2Desk, trader: `0x${string}`): Promise<void> {
  const eth = desk.base("vETH");
  while ((await desk.views.positionSize(trader, eth)) !== 0n) {
    if (!(await desk.views.liquidatable(trader))) return;
    desk.liquidate(desk.people.keeper, trader, eth);
    await desk.mine(60);
  }
}
