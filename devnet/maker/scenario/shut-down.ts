import { encodeFunctionData } from "viem";
import type { MakerDesk } from "../create-maker-desk.ts";
import { endAbi } from "../maker-abi.ts";
import { ilks } from "../maker-calls.ts";

/** Emergency shutdown: prices are fixed, an urn's debt is cancelled, its collateral freed. Final. */
export async function shutDown(desk: MakerDesk): Promise<void> {
  const { people, send, mine, govern } = desk;
  const end = desk.named("MCD_END");
  govern(end, encodeFunctionData({ abi: endAbi, functionName: "cage" }));
  await mine(60);
  const cage = encodeFunctionData({ abi: endAbi, functionName: "cage", args: [ilks.ethA] });
  const skim = encodeFunctionData({
    abi: endAbi,
    functionName: "skim",
    args: [ilks.ethA, people.bob],
  });
  send(people.keeper, end, cage);
  send(people.keeper, end, skim);
  send(
    people.bob,
    end,
    encodeFunctionData({ abi: endAbi, functionName: "free", args: [ilks.ethA] }),
  );
  await mine(60);
}
