import { type Address, encodeFunctionData } from "viem";
import type { MakerDesk } from "../create-maker-desk.ts";
import { proxyAbi, proxyActionsAbi } from "../maker-abi.ts";
import { batchCalls, ilks, managerCalls, vatCalls } from "../maker-calls.ts";
import { DAY_SECONDS, RAD, WAD } from "./units.ts";

/**
 * Urns change hands: one forked between people, a vault given to the proxy, one quit to the proxy's
 * own urn, one shifted into another; a vault paid back in part; at last the proxy itself, to dave.
 */
export async function changeOwners(
  desk: MakerDesk,
  { proxy, batch }: { proxy: Address; batch: Address },
): Promise<void> {
  const { maker, people, send, mine } = desk;
  const { alice, bob, carol, dave } = people;

  send(bob, maker.vat, vatCalls.hope(alice));
  send(alice, maker.vat, vatCalls.fork(ilks.ethA, alice, bob, 20n * WAD, 1_000n * WAD));
  send(alice, maker.vat, vatCalls.flux(ilks.ethA, alice, await desk.urnOf(4n), 3n * WAD));
  send(carol, maker.cdpManager, managerCalls.frob(4n, 3n * WAD, 150n * WAD));
  send(carol, maker.cdpManager, managerCalls.move(4n, carol, 100n * RAD));
  await mine(60);
  send(carol, maker.cdpManager, managerCalls.give(4n, proxy));
  await mine(60);
  const calls = [
    { target: maker.vat, data: vatCalls.hope(maker.cdpManager) },
    { target: maker.cdpManager, data: managerCalls.quit(2n, proxy) },
    { target: maker.cdpManager, data: managerCalls.shift(4n, 1n) },
  ];
  desk.execute(bob, proxy, batch, batchCalls.run(calls));
  await mine(60);

  desk.approve(bob, maker.dai, proxy);
  const { join } = desk.ilk("ETH-B");
  const wipe = encodeFunctionData({
    abi: proxyActionsAbi,
    functionName: "wipeAndFreeETH",
    args: [maker.cdpManager, join, maker.daiJoin, 3n, WAD / 2n, 123n * WAD],
  });
  desk.execute(bob, proxy, maker.proxyActions, wipe);
  await mine(5 * DAY_SECONDS);
  send(bob, proxy, encodeFunctionData({ abi: proxyAbi, functionName: "setOwner", args: [dave] }));
  await mine(60);
}
