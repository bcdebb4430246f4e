import type { VenusDesk } from "../create-venus-desk.ts";
import { comptrollerAdminAbi } from "../venus-abi.ts";
import { DAY_SECONDS } from "./units.ts";

/** A price that leaves an account healthy by a hair, and a month in which nobody makes interest accrue. */
export async function waitAtTheEdge(desk: VenusDesk): Promise<void> {
  const { chain, people, mine } = desk;
  const timed = desk.pool("timed");
  const [weth, dai] = [desk.vToken("timed", "WETH"), desk.vToken("timed", "DAI")];
  const price = await desk.readPrice(timed, weth);
  // DAI is worth a dollar here, so a debt in it is its value.
  const { debt } = await desk.readAccount(dai, people.alice);
  const [, liquidity] = await chain.client.readContract({
    address: timed.comptroller,
    abi: comptrollerAdminAbi,
    functionName: "getAccountLiquidity",
    args: [people.alice],
  });
  desk.setPrice(timed, weth, (price * debt * 1_000_001n) / ((liquidity + debt) * 1_000_000n));
  await mine(60);
  await mine(30 * DAY_SECONDS);
  desk.setPrice(timed, weth, price);
  await mine(60);
}
