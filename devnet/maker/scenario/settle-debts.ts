import { encodeFunctionData } from "viem";
import type { MakerDesk } from "../create-maker-desk.ts";
import { potAbi, vowAbi } from "../maker-abi.ts";
import { ilks, vatCalls } from "../maker-calls.ts";
import { DAY_SECONDS, RAD, WAD } from "./units.ts";

/**
 * The system's debt, released after the wait and healed; interest on saved DAI makes more of it.
 * An urn paid back to the last unit; tokens and DAI taken out; the price recovers.
 * @param parameters.bittenAt Time of the bites whose debt is released.
 */
export async function settleDebts(
  desk: MakerDesk,
  { bittenAt }: { bittenAt: number },
): Promise<void> {
  const { maker, people, send, mine, drip, exit } = desk;
  const { alice, carol, keeper } = people;
  const [vow, pot] = [desk.named("MCD_VOW"), desk.named("MCD_POT")];

  const wait = await desk.chain.client.readContract({
    address: vow,
    abi: vowAbi,
    functionName: "wait",
  });
  const era = [BigInt(bittenAt)] as const;
  send(keeper, vow, encodeFunctionData({ abi: vowAbi, functionName: "flog", args: era }));
  send(keeper, vow, encodeFunctionData({ abi: vowAbi, functionName: "heal", args: [100n * RAD] }));
  await mine(Number(wait) + 1);
  const dripPot = encodeFunctionData({ abi: potAbi, functionName: "drip" });
  send(alice, maker.vat, vatCalls.hope(pot));
  send(keeper, pot, dripPot);
  send(alice, pot, encodeFunctionData({ abi: potAbi, functionName: "join", args: [200n * WAD] }));
  await mine(60);
  send(keeper, pot, dripPot);
  await mine(20 * DAY_SECONDS);

  drip(ilks.wbtcA);
  drip(ilks.usdcA);
  await mine(DAY_SECONDS);
  send(carol, maker.vat, vatCalls.frob(ilks.wbtcA, carol, -(10n * WAD + 3n), -120n * WAD));
  exit(carol, desk.ilk("WBTC-A").join, 20n * 10n ** 8n);
  send(carol, maker.vat, vatCalls.hope(maker.daiJoin));
  exit(carol, maker.daiJoin, 10n * WAD);
  await mine(60);
  desk.setPrice(desk.ilk("ETH-A").pip, 180n * WAD, [ilks.ethA]);
  await mine(60);
}
