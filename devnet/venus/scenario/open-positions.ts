import type { VenusDesk } from "../create-venus-desk.ts";
import { DAY_SECONDS, USDC, WAD, WBTC } from "./units.ts";

/** Whole tokens that everybody has in each market. */
const wholeTokens: Readonly<Record<string, bigint>> = {
  WETH: 10_000n,
  USDC: 20_000_000n,
  WBTC: 1_000n,
  DAI: 20_000_000n,
};

/** Supplies, also on another's behalf; markets entered; debts, also of a delegate's. */
export async function openPositions(desk: VenusDesk): Promise<void> {
  const { people, pools, call, ask, mine } = desk;
  const { alice, bob, carol, dave, erin } = people;
  const [core, timed] = [desk.pool("core"), desk.pool("timed")];
  const [weth, usdc, wbtc, dai] = ["WETH", "USDC", "WBTC", "DAI"].map((symbol) =>
    desk.vToken("core", symbol),
  ) as [`0x${string}`, `0x${string}`, `0x${string}`, `0x${string}`];
  const [timedWeth, timedDai] = [desk.vToken("timed", "WETH"), desk.vToken("timed", "DAI")];

  for (const person of Object.values(people)) {
    for (const market of pools.flatMap(({ markets }) => markets)) {
      desk.fund(person, market, wholeTokens[market.underlyingSymbol]!);
    }
  }
  await mine(12);

  call(alice, weth, "mint", [400n * WAD]);
  call(bob, usdc, "mint", [1_500_000n * USDC + 1n]);
  call(carol, wbtc, "mint", [20n * WBTC]);
  call(dave, dai, "mint", [1_000_000n * WAD]);
  call(erin, usdc, "mint", [100_000n * USDC]);
  call(erin, weth, "mintBehalf", [carol, 3n * WAD + 7n]);
  call(alice, timedWeth, "mint", [100n * WAD]);
  call(bob, timedDai, "mint", [500_000n * WAD]);
  await mine(12);

  ask(alice, core, "enterMarkets", [[weth, usdc]]);
  ask(carol, core, "enterMarkets", [[wbtc, weth]]);
  ask(dave, core, "enterMarkets", [[dai]]);
  ask(erin, core, "enterMarkets", [[usdc]]);
  ask(alice, timed, "enterMarkets", [[timedWeth]]);
  await mine(60);

  call(alice, usdc, "borrow", [300_000n * USDC]);
  call(carol, usdc, "borrow", [250_000n * USDC + 3n]);
  // A market that is borrowed from is entered by itself.
  call(dave, weth, "borrow", [150n * WAD]);
  call(erin, usdc, "borrow", [78_000n * USDC]);
  call(alice, timedDai, "borrow", [90_000n * WAD]);
  await mine(DAY_SECONDS);

  ask(alice, timed, "updateDelegate", [bob, true]);
  call(bob, timedDai, "borrowBehalf", [alice, 1_000n * WAD]);
  call(alice, weth, "mint", [11n * WAD]);
  await mine(DAY_SECONDS);
  await mine(DAY_SECONDS);
}
