import type { PerpV2Desk } from "../create-perp-v2-desk.ts";
import { moveMarket } from "../move-market.ts";
import { AVERAGING_SECONDS, USD_E8, USDC, WAD } from "./units.ts";

/**
 * Longs and shorts in every market, by base and by quote; funding over hours, settled and pending;
 * a part closed, a position turned around, one closed; withdrawals that settle realised results; the
 * insurance fund gives away what it has earned.
 */
export async function trade(desk: PerpV2Desk): Promise<void> {
  const { people, usdc, mine } = desk;
  const { alice, bob, carol, dave, erin, frank, keeper } = people;
  const [eth, btc, sol] = ["vETH", "vBTC", "vSOL"].map(desk.base) as [
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
  ];
  desk.trade(carol, eth, { side: "long", of: "quote", amount: 20_000n * WAD });
  desk.trade(dave, eth, { side: "short", of: "base", amount: 4n * WAD + 321n });
  desk.trade(carol, sol, { side: "long", of: "base", amount: 10n * WAD });
  await mine(60);
  desk.trade(erin, btc, { side: "long", of: "quote", amount: 150_000n * WAD });
  desk.trade(frank, eth, { side: "long", of: "base", amount: 10n * WAD });
  desk.trade(dave, btc, { side: "short", of: "quote", amount: 5_000n * WAD });
  await mine(3_600);

  await moveMarket(desk, {
    pair: "ETH/USD",
    priceE8: 2_040n * USD_E8,
    thenSeconds: AVERAGING_SECONDS,
  });
  desk.settleAllFunding(carol);
  desk.settleAllFunding(alice);
  desk.trade(carol, eth, { side: "short", of: "base", amount: 3n * WAD });
  await mine(7_200);
  desk.closePosition(dave, btc);
  desk.trade(carol, eth, { side: "short", of: "base", amount: 15n * WAD });
  await mine(600);
  desk.withdraw(carol, usdc, 1_000n * USDC + 1n);
  desk.withdraw(carol, desk.collateral("WETH"), WAD + 1n);
  desk.withdraw(bob, usdc, 500n * USDC);
  await mine(60);
  desk.trade(bob, eth, { side: "long", of: "quote", amount: 3_000n * WAD });
  const [range] = await desk.views.orders(bob, btc);
  desk.removeLiquidity(bob, btc, { ...range!, liquidity: range!.liquidity / 3n });
  desk.removeLiquidity(alice, btc, { ...(await desk.views.orders(alice, btc))[0]!, liquidity: 0n });
  await mine(600);
  desk.distributeFee(keeper);
  await mine(60);
}
