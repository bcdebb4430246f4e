import type { Address, Hex } from "viem";
import type { MakerDesk } from "../create-maker-desk.ts";
import { batchCalls, ilks, managerCalls, vatCalls } from "../maker-calls.ts";
import { RAD, WAD } from "./units.ts";

/**
 * Several frobs in one transaction; frobs that take effect in frames which then fail, under a
 * transaction that succeeds and under one that fails; the proxy's own batch by delegatecall;
 * collateral and DAI moved, also to oneself.
 */
export async function batchFrobs(
  desk: MakerDesk,
  { proxy, batch }: { proxy: Address; batch: Address },
): Promise<void> {
  const { maker, people, send, mine } = desk;
  const { alice, bob, carol } = people;
  const toVat = (data: Hex) => ({ target: maker.vat, data });
  const toManager = (data: Hex) => ({ target: maker.cdpManager, data });
  const frob = (dink: bigint, dart: bigint) => vatCalls.frob(ilks.ethA, alice, dink, dart);

  send(alice, maker.vat, vatCalls.hope(batch));
  const effective = [frob(5n * WAD, 100n * WAD), frob(-WAD, -50n * WAD), frob(2n * WAD, 0n)];
  send(alice, batch, batchCalls.run(effective.map(toVat)));
  const undone = [frob(3n * WAD, 200n * WAD), vatCalls.move(alice, bob, 17n * RAD)].map(toVat);
  send(alice, batch, batchCalls.tryThenRun(undone, [toVat(frob(WAD, 10n * WAD))]));
  send(alice, batch, batchCalls.runAndRevert(undone), { expectRevert: true });
  send(alice, maker.vat, frob(0n, 10n ** 24n), { expectRevert: true });
  await mine(600);

  const ofProxy = [
    managerCalls.frob(1n, 0n, 50n * WAD),
    managerCalls.frob(1n, -WAD, -20n * WAD),
    managerCalls.move(1n, bob, 11n * RAD + 987_654_321n),
  ];
  desk.execute(bob, proxy, batch, batchCalls.run(ofProxy.map(toManager)));
  send(alice, maker.vat, vatCalls.flux(ilks.ethA, alice, bob, 5n * WAD + 1n));
  send(alice, maker.vat, vatCalls.flux(ilks.ethA, alice, alice, WAD));
  send(alice, maker.vat, vatCalls.move(alice, carol, 1_500n * RAD + 123_456_789n));
  send(alice, maker.vat, vatCalls.move(alice, alice, RAD));
  await mine(60);
}
