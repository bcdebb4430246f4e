import { encodeFunctionData, type Hex } from "viem";
import type { MakerDesk } from "../create-maker-desk.ts";
import { fileAbi, potAbi } from "../maker-abi.ts";
import { bytes32, ilks } from "../maker-calls.ts";
import { DAY_SECONDS, RAY } from "./units.ts";

/** Time alone, then a drip; then fees, ratios and the savings rate that governance changes. */
export async function changeFees(desk: MakerDesk): Promise<void> {
  const { maker, people, send, mine, drip, govern } = desk;
  const pot = desk.named("MCD_POT");
  const file = (what: string, value: bigint): Hex =>
    encodeFunctionData({ abi: fileAbi, functionName: "file", args: [bytes32(what), value] });
  const fileIlk = (ilk: Hex, what: string, value: bigint): Hex =>
    encodeFunctionData({ abi: fileAbi, functionName: "file", args: [ilk, bytes32(what), value] });

  await mine(30 * DAY_SECONDS);
  drip(ilks.ethA);
  await mine(1);
  // The Jug takes a new fee only in the second of a drip, and so does the Pot.
  drip(ilks.ethA);
  govern(maker.jug, fileIlk(ilks.ethA, "duty", 1_000_000_003_022_265_980_097_387_650n));
  govern(maker.jug, file("base", 627_937_192_491_029_810n));
  govern(maker.spotter, fileIlk(ilks.ethB, "mat", (175n * RAY) / 100n));
  send(people.keeper, pot, encodeFunctionData({ abi: potAbi, functionName: "drip" }));
  govern(pot, file("dsr", 1_000_000_000_315_522_921_573_372_069n));
  await mine(DAY_SECONDS);
}
