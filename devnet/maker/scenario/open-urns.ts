import { type Address, encodeFunctionData, type Hex } from "viem";
import type { MakerDesk } from "../create-maker-desk.ts";
import { gemAbi, proxyActionsAbi, proxyRegistryAbi } from "../maker-abi.ts";
import { ilks, managerCalls, vatCalls } from "../maker-calls.ts";
import { DAY_SECONDS, WAD } from "./units.ts";

/**
 * Urns of people, with tokens of 18, 8 and 6 decimals and amounts that do not divide; vaults of a
 * DSProxy by delegatecall, two of them in one ilk; a vault of a person.
 * @returns the proxy, which is bob's. Vaults 1 to 3 are the proxy's, 4 is carol's.
 */
export async function openUrns(desk: MakerDesk): Promise<Address> {
  const { maker, people, send, mine, approve, join, grant } = desk;
  const { alice, bob, carol } = people;
  const [ethA, ethB, wbtcA, usdcA] = ["ETH-A", "ETH-B", "WBTC-A", "USDC-A"].map(desk.ilk) as [
    MakerIlk,
    MakerIlk,
    MakerIlk,
    MakerIlk,
  ];

  const deposit = encodeFunctionData({ abi: gemAbi, functionName: "deposit" });
  send(alice, ethA.gem, deposit, { valueWei: 200n * WAD });
  approve(alice, ethA.gem, ethA.join);
  grant(wbtcA.gem, carol, 50n * 10n ** 8n);
  grant(usdcA.gem, carol, 100_000n * 10n ** 6n);
  approve(carol, wbtcA.gem, wbtcA.join);
  approve(carol, usdcA.gem, usdcA.join);
  const build = encodeFunctionData({ abi: proxyRegistryAbi, functionName: "build" });
  send(bob, maker.proxyRegistry, build);
  await mine(12);
  const proxy = await desk.proxyOf(bob);

  join(alice, ethA.join, 130n * WAD);
  send(alice, maker.vat, vatCalls.frob(ilks.ethA, alice, 100n * WAD, 5_000n * WAD));
  join(carol, wbtcA.join, 20n * 10n ** 8n + 7n);
  send(carol, maker.vat, vatCalls.frob(ilks.wbtcA, carol, 10n * WAD + 3n, 120n * WAD));
  join(carol, usdcA.join, 1_000n * 10n ** 6n + 1n);
  send(carol, maker.vat, vatCalls.frob(ilks.usdcA, carol, 500n * WAD, 333n * WAD + 1n));
  await mine(13);

  const openVault = (at: MakerIlk, ilk: Hex, drawn: bigint, valueWei: bigint) => {
    const data = encodeFunctionData({
      abi: proxyActionsAbi,
      functionName: "openLockETHAndDraw",
      args: [maker.cdpManager, maker.jug, at.join, maker.daiJoin, ilk, drawn],
    });
    desk.execute(bob, proxy, maker.proxyActions, data, valueWei);
  };
  openVault(ethA, ilks.ethA, 400n * WAD, 10n * WAD);
  openVault(ethA, ilks.ethA, 150n * WAD, 5n * WAD);
  await mine(3_600);
  openVault(ethB, ilks.ethB, 300n * WAD, 8n * WAD);
  send(carol, maker.cdpManager, managerCalls.open(ilks.ethA, carol));
  await mine(DAY_SECONDS);
  return proxy;
}

type MakerIlk = MakerDesk["maker"]["ilks"][number];
