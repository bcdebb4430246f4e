import type { PerpV2Desk } from "../create-perp-v2-desk.ts";
import { rangeAround } from "../range-around.ts";
import { USDC, WAD, WBTC, WETH } from "./units.ts";

/** Deposits of every collateral, also for somebody else; two makers' ranges in three markets. */
export async function openMarkets(desk: PerpV2Desk): Promise<void> {
  const { people, usdc, mine, deposit } = desk;
  const { alice, bob, carol, dave, erin, frank, keeper } = people;
  const [weth, wbtc] = ["WETH", "WBTC"].map(desk.collateral) as [`0x${string}`, `0x${string}`];

  deposit(alice, usdc, 1_000_000n * USDC + 7n);
  deposit(bob, usdc, 100_000n * USDC);
  deposit(bob, weth, 100n * WETH + 3n);
  deposit(bob, wbtc, 2n * WBTC);
  deposit(carol, usdc, 20_000n * USDC);
  deposit(carol, weth, 5n * WETH);
  deposit(dave, usdc, 5_000n * USDC + 1n);
  deposit(erin, wbtc, WBTC + 7n);
  deposit(frank, usdc, 2_000n * USDC);
  desk.depositFor(alice, frank, usdc, 1_000n * USDC);
  deposit(keeper, usdc, 5_000_000n * USDC);
  desk.donate(alice, 50_000n * USDC);
  await mine(60);

  const range = async (symbol: string, width: number, base: bigint, quote: bigint) =>
    ({ ...rangeAround(await desk.views.tick(desk.base(symbol)), width), base, quote }) as const;
  const [eth, btc, sol] = ["vETH", "vBTC", "vSOL"].map(desk.base) as [
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
  ];
  desk.addLiquidity(alice, eth, await range("vETH", 6_000, 400n * WAD, 800_000n * WAD));
  desk.addLiquidity(alice, btc, await range("vBTC", 6_000, 15n * WAD, 900_000n * WAD));
  desk.addLiquidity(alice, sol, await range("vSOL", 6_000, 1_000n * WAD, 150_000n * WAD));
  desk.addLiquidity(bob, eth, await range("vETH", 1_200, 50n * WAD + 1n, 100_000n * WAD));
  desk.addLiquidity(bob, btc, await range("vBTC", 2_400, 2n * WAD, 120_000n * WAD));
  desk.addLiquidity(bob, sol, await range("vSOL", 2_400, 100n * WAD, 15_000n * WAD));
  await mine(60);
}
