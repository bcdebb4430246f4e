import { encodeFunctionData, type Hex } from "viem";
import type { PerpV2Desk } from "../create-perp-v2-desk.ts";
import { perpSetupAbi } from "../perp-v2-abi.ts";
import { WAD } from "./units.ts";

/**
 * A market is paused and closed, everybody quits it; governance changes what a collateral counts and
 * what a trade costs; makers and traders leave.
 */
export async function settle(desk: PerpV2Desk): Promise<void> {
  const { people, perp, usdc, mine, govern } = desk;
  const { alice, bob, carol } = people;
  const [eth, btc, sol] = ["vETH", "vBTC", "vSOL"].map(desk.base) as [
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
  ];
  const [weth, wbtc] = ["WETH", "WBTC"].map(desk.collateral) as [`0x${string}`, `0x${string}`];
  const data = (
    functionName: "setCollateralRatio" | "setDiscountRatio" | "setFeeRatio",
    on: `0x${string}`,
    ratio: number,
  ): Hex => encodeFunctionData({ abi: perpSetupAbi, functionName, args: [on, ratio] });

  govern(sol, encodeFunctionData({ abi: perpSetupAbi, functionName: "pause" }));
  await mine(3_600);
  govern(sol, encodeFunctionData({ abi: perpSetupAbi, functionName: "close", args: [140n * WAD] }));
  await mine(60);
  for (const person of [carol, bob, alice]) desk.quitMarket(person, sol);
  await mine(60);

  govern(perp.collateralManager, data("setCollateralRatio", weth, 720_000));
  govern(perp.collateralManager, data("setDiscountRatio", wbtc, 80_000));
  govern(perp.marketRegistry, data("setFeeRatio", btc, 2_000));
  // The price of vETH's own market, by another contract in front of the same feed.
  const feed = {
    functionName: "setPriceFeed",
    args: [weth, await desk.views.priceFeed(eth)],
  } as const;
  govern(perp.collateralManager, encodeFunctionData({ abi: perpSetupAbi, ...feed }));
  const cap = { functionName: "setDepositCap", args: [weth, 10n ** 24n] } as const;
  govern(perp.collateralManager, encodeFunctionData({ abi: perpSetupAbi, ...cap }));
  await mine(60);

  for (const order of await desk.views.orders(bob, eth)) desk.removeLiquidity(bob, eth, order);
  for (const order of await desk.views.orders(bob, btc)) desk.removeLiquidity(bob, btc, order);
  desk.closePosition(carol, eth);
  await mine(60);
  desk.withdrawAll(carol, usdc);
  desk.withdrawAll(carol, weth);
  desk.withdrawAll(bob, wbtc);
  await mine(60);
}
