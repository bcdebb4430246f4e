import {
  type Address,
  decodeEventLog,
  encodeFunctionData,
  type Hex,
  numberToHex,
  stringToHex,
} from "viem";
import type { DevChain, MinedBlock } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { MakerMarket } from "./deploy-maker.ts";
import {
  callBatchAbi,
  catAbi,
  cdpManagerAbi,
  fileAbi,
  flipAbi,
  gemAbi,
  gemJoinAbi,
  jugAbi,
  potAbi,
  proxyAbi,
  proxyActionsAbi,
  proxyRegistryAbi,
  spotterAbi,
  valueAbi,
  vatAbi,
  vowAbi,
} from "./maker-abi.ts";
import type { MakerRecording } from "./read-maker-recording.ts";

const WAD = 10n ** 18n;
const RAY = 10n ** 27n;
const RAD = 10n ** 45n;
const DAY = 86_400;
const bytes32 = (text: string) => stringToHex(text, { size: 32 });
const ETH_A = bytes32("ETH-A");
const ETH_B = bytes32("ETH-B");
const WBTC_A = bytes32("WBTC-A");
const USDC_A = bytes32("USDC-A");

/**
 * Everything that changes a Maker position, by the contracts' own functions: urns of people, of a
 * CdpManager and of a DSProxy; frobs by delegatecall, several in one transaction and in frames that
 * fail; fees dripped and changed; collateral and DAI moved; urns forked, shifted, quit and given; a
 * fall of the price, bites, and an auction to its end; the system's debt healed; DAI saved.
 * @param parameters.onBlock Told of each block and of the addresses that may have something in the
 * Vat, as soon as it is mined.
 */
export async function playMakerScenario(parameters: {
  chain: DevChain;
  maker: MakerMarket;
  recording: Pick<MakerRecording, "deployer" | "addresses">;
  callBatch: Artifact;
  people: Record<"alice" | "bob" | "carol" | "dave" | "keeper", Address>;
  /** Time of a block so many seconds after the last one. */
  nextTimestamp: (seconds: number) => number;
  onBlock: (block: MinedBlock, holders: ReadonlySet<Address>) => Promise<void>;
}): Promise<void> {
  const { chain, maker, recording, callBatch, people, nextTimestamp, onBlock } = parameters;
  const { alice, bob, carol, dave, keeper } = people;
  const named = (name: string): Address => recording.addresses[name]!;
  const vow = named("MCD_VOW");
  const pot = named("MCD_POT");
  const ilk = (name: string) => maker.ilks.find((one) => one.name === name)!;
  const ethA = ilk("ETH-A");
  const wbtcA = ilk("WBTC-A");
  const usdcA = ilk("USDC-A");
  const holders = new Set<Address>([
    ...[alice, bob, carol, dave, vow, pot, maker.daiJoin, ethA.flip],
    ...[maker.cat, maker.cdpManager, wbtcA.flip],
  ]);

  const send = (
    from: Address,
    to: Address,
    data: Hex,
    more: { valueWei?: bigint; expectRevert?: boolean } = {},
  ) => chain.send({ from, to, data, label: `Maker: ${data.slice(0, 10)} to ${to}`, ...more });
  const mine = async (seconds: number): Promise<MinedBlock> => {
    const block = await chain.mine({ timestamp: nextTimestamp(seconds) });
    await onBlock(block, holders);
    return block;
  };
  const vatCall = {
    frob: (i: Hex, u: Address, dink: bigint, dart: bigint) =>
      encodeFunctionData({ abi: vatAbi, functionName: "frob", args: [i, u, u, u, dink, dart] }),
    flux: (i: Hex, src: Address, dst: Address, wad: bigint) =>
      encodeFunctionData({ abi: vatAbi, functionName: "flux", args: [i, src, dst, wad] }),
    move: (src: Address, dst: Address, rad: bigint) =>
      encodeFunctionData({ abi: vatAbi, functionName: "move", args: [src, dst, rad] }),
    fork: (i: Hex, src: Address, dst: Address, dink: bigint, dart: bigint) =>
      encodeFunctionData({ abi: vatAbi, functionName: "fork", args: [i, src, dst, dink, dart] }),
    hope: (usr: Address) => encodeFunctionData({ abi: vatAbi, functionName: "hope", args: [usr] }),
  };
  const approve = (from: Address, gem: Address, guy: Address) =>
    send(
      from,
      gem,
      encodeFunctionData({ abi: gemAbi, functionName: "approve", args: [guy, 2n ** 255n] }),
    );
  const join = (from: Address, at: Address, amount: bigint) =>
    send(
      from,
      at,
      encodeFunctionData({ abi: gemJoinAbi, functionName: "join", args: [from, amount] }),
    );
  const exit = (from: Address, at: Address, amount: bigint) =>
    send(
      from,
      at,
      encodeFunctionData({ abi: gemJoinAbi, functionName: "exit", args: [from, amount] }),
    );
  const transfer = (gem: Address, to: Address, amount: bigint) =>
    send(
      recording.deployer,
      gem,
      encodeFunctionData({ abi: gemAbi, functionName: "transfer", args: [to, amount] }),
    );
  const drip = (i: Hex) =>
    send(keeper, maker.jug, encodeFunctionData({ abi: jugAbi, functionName: "drip", args: [i] }));
  const setPrice = (pip: Address, price: bigint, ilks: readonly Hex[]) => {
    const value = numberToHex(price, { size: 32 });
    send(
      recording.deployer,
      pip,
      encodeFunctionData({ abi: valueAbi, functionName: "poke", args: [value] }),
    );
    for (const i of ilks)
      send(
        keeper,
        maker.spotter,
        encodeFunctionData({ abi: spotterAbi, functionName: "poke", args: [i] }),
      );
  };
  const execute = (from: Address, proxy: Address, target: Address, data: Hex, valueWei = 0n) =>
    send(
      from,
      proxy,
      encodeFunctionData({ abi: proxyAbi, functionName: "execute", args: [target, data] }),
      { valueWei },
    );
  /** The pause proxy, which every contract of the system obeys, says so. */
  const govern = (to: Address, data: Hex) => send(maker.governance, to, data);
  const managerCall = {
    frob: (cdp: bigint, dink: bigint, dart: bigint) =>
      encodeFunctionData({ abi: cdpManagerAbi, functionName: "frob", args: [cdp, dink, dart] }),
    move: (cdp: bigint, dst: Address, rad: bigint) =>
      encodeFunctionData({ abi: cdpManagerAbi, functionName: "move", args: [cdp, dst, rad] }),
    give: (cdp: bigint, dst: Address) =>
      encodeFunctionData({ abi: cdpManagerAbi, functionName: "give", args: [cdp, dst] }),
    shift: (src: bigint, dst: bigint) =>
      encodeFunctionData({ abi: cdpManagerAbi, functionName: "shift", args: [src, dst] }),
    quit: (cdp: bigint, dst: Address) =>
      encodeFunctionData({ abi: cdpManagerAbi, functionName: "quit", args: [cdp, dst] }),
    open: (i: Hex, usr: Address) =>
      encodeFunctionData({ abi: cdpManagerAbi, functionName: "open", args: [i, usr] }),
  };
  const read = {
    urnOf: async (cdp: bigint) =>
      lowerCase(
        await chain.client.readContract({
          address: maker.cdpManager,
          abi: cdpManagerAbi,
          functionName: "urns",
          args: [cdp],
        }),
      ),
    proxyOf: async (owner: Address) =>
      lowerCase(
        await chain.client.readContract({
          address: maker.proxyRegistry,
          abi: proxyRegistryAbi,
          functionName: "proxies",
          args: [owner],
        }),
      ),
  };

  // Tokens, a proxy and the helper.
  const batch = await chain.deploy({
    from: keeper,
    artifact: callBatch,
    label: "deploy CallBatch",
  });
  holders.add(batch);
  send(alice, ethA.gem, encodeFunctionData({ abi: gemAbi, functionName: "deposit" }), {
    valueWei: 200n * WAD,
  });
  approve(alice, ethA.gem, ethA.join);
  transfer(wbtcA.gem, carol, 50n * 10n ** 8n);
  transfer(usdcA.gem, carol, 100_000n * 10n ** 6n);
  approve(carol, wbtcA.gem, wbtcA.join);
  approve(carol, usdcA.gem, usdcA.join);
  send(
    bob,
    maker.proxyRegistry,
    encodeFunctionData({ abi: proxyRegistryAbi, functionName: "build", args: [] }),
  );
  await mine(12);
  const proxy = await read.proxyOf(bob);
  holders.add(proxy);

  // Urns of people; a token of eight and one of six decimals, with raw units that do not divide.
  join(alice, ethA.join, 130n * WAD);
  send(alice, maker.vat, vatCall.frob(ETH_A, alice, 100n * WAD, 5_000n * WAD));
  join(carol, wbtcA.join, 20n * 10n ** 8n + 7n);
  send(carol, maker.vat, vatCall.frob(WBTC_A, carol, 10n * WAD + 3n, 120n * WAD));
  join(carol, usdcA.join, 1_000n * 10n ** 6n + 1n);
  send(carol, maker.vat, vatCall.frob(USDC_A, carol, 500n * WAD, 333n * WAD + 1n));
  await mine(13);

  // Vaults of a proxy by delegatecall, two of them in one ilk; one of a person.
  const openVault = (at: { join: Address }, i: Hex, wadD: bigint, valueWei: bigint) =>
    execute(
      bob,
      proxy,
      maker.proxyActions,
      encodeFunctionData({
        abi: proxyActionsAbi,
        functionName: "openLockETHAndDraw",
        args: [maker.cdpManager, maker.jug, at.join, maker.daiJoin, i, wadD],
      }),
      valueWei,
    );
  openVault(ethA, ETH_A, 400n * WAD, 10n * WAD);
  openVault(ethA, ETH_A, 150n * WAD, 5n * WAD);
  await mine(3_600);
  openVault(ilk("ETH-B"), ETH_B, 300n * WAD, 8n * WAD);
  send(carol, maker.cdpManager, managerCall.open(ETH_A, carol));
  for (const cdp of [1n, 2n]) holders.add(await read.urnOf(cdp));
  await mine(DAY);
  for (const cdp of [3n, 4n]) holders.add(await read.urnOf(cdp));

  const dripPot = encodeFunctionData({ abi: potAbi, functionName: "drip" });
  // Time alone, then a drip; then fees and ratios that governance changes.
  await mine(30 * DAY);
  drip(ETH_A);
  await mine(1);
  drip(ETH_A);
  govern(
    maker.jug,
    encodeFunctionData({
      abi: fileAbi,
      functionName: "file",
      args: [ETH_A, bytes32("duty"), 1_000_000_003_022_265_980_097_387_650n],
    }),
  );
  govern(
    maker.jug,
    encodeFunctionData({
      abi: fileAbi,
      functionName: "file",
      args: [bytes32("base"), 627_937_192_491_029_810n],
    }),
  );
  govern(
    maker.spotter,
    encodeFunctionData({
      abi: fileAbi,
      functionName: "file",
      args: [ETH_B, bytes32("mat"), (175n * RAY) / 100n],
    }),
  );
  send(keeper, pot, dripPot);
  govern(
    pot,
    encodeFunctionData({
      abi: fileAbi,
      functionName: "file",
      args: [bytes32("dsr"), 1_000_000_000_315_522_921_573_372_069n],
    }),
  );
  await mine(DAY);

  // Several frobs in one transaction; frobs that take effect in frames which fail.
  send(alice, maker.vat, vatCall.hope(batch));
  const toVat = (data: Hex) => ({ target: maker.vat, data });
  send(
    alice,
    batch,
    encodeFunctionData({
      abi: callBatchAbi,
      functionName: "run",
      args: [
        [
          toVat(vatCall.frob(ETH_A, alice, 5n * WAD, 100n * WAD)),
          toVat(vatCall.frob(ETH_A, alice, -WAD, -50n * WAD)),
          toVat(vatCall.frob(ETH_A, alice, 2n * WAD, 0n)),
        ],
      ],
    }),
  );
  const undone = [
    toVat(vatCall.frob(ETH_A, alice, 3n * WAD, 200n * WAD)),
    toVat(vatCall.move(alice, bob, 17n * RAD)),
  ];
  send(
    alice,
    batch,
    encodeFunctionData({
      abi: callBatchAbi,
      functionName: "tryThenRun",
      args: [undone, [toVat(vatCall.frob(ETH_A, alice, WAD, 10n * WAD))]],
    }),
  );
  send(
    alice,
    batch,
    encodeFunctionData({ abi: callBatchAbi, functionName: "runAndRevert", args: [undone] }),
    { expectRevert: true },
  );
  send(alice, maker.vat, vatCall.frob(ETH_A, alice, 0n, 10n ** 24n), { expectRevert: true });
  await mine(600);

  // The proxy's own batch, by delegatecall.
  const toManager = (data: Hex) => ({ target: maker.cdpManager, data });
  execute(
    bob,
    proxy,
    batch,
    encodeFunctionData({
      abi: callBatchAbi,
      functionName: "run",
      args: [
        [
          toManager(managerCall.frob(1n, 0n, 50n * WAD)),
          toManager(managerCall.frob(1n, -WAD, -20n * WAD)),
          toManager(managerCall.move(1n, bob, 11n * RAD + 987_654_321n)),
        ],
      ],
    }),
  );
  send(alice, maker.vat, vatCall.flux(ETH_A, alice, bob, 5n * WAD + 1n));
  send(alice, maker.vat, vatCall.flux(ETH_A, alice, alice, WAD));
  send(alice, maker.vat, vatCall.move(alice, carol, 1_500n * RAD + 123_456_789n));
  send(alice, maker.vat, vatCall.move(alice, alice, RAD));
  await mine(60);

  // Urns change hands: fork between people, a vault given, one quit to the proxy, one shifted.
  send(bob, maker.vat, vatCall.hope(alice));
  send(alice, maker.vat, vatCall.fork(ETH_A, alice, bob, 20n * WAD, 1_000n * WAD));
  send(alice, maker.vat, vatCall.flux(ETH_A, alice, await read.urnOf(4n), 3n * WAD));
  send(carol, maker.cdpManager, managerCall.frob(4n, 3n * WAD, 150n * WAD));
  send(carol, maker.cdpManager, managerCall.move(4n, carol, 100n * RAD));
  await mine(60);
  send(carol, maker.cdpManager, managerCall.give(4n, proxy));
  await mine(60);
  execute(
    bob,
    proxy,
    batch,
    encodeFunctionData({
      abi: callBatchAbi,
      functionName: "run",
      args: [
        [
          { target: maker.vat, data: vatCall.hope(maker.cdpManager) },
          toManager(managerCall.quit(2n, proxy)),
          toManager(managerCall.shift(4n, 1n)),
        ],
      ],
    }),
  );
  await mine(60);

  // A vault paid back in part.
  approve(bob, maker.dai, proxy);
  execute(
    bob,
    proxy,
    maker.proxyActions,
    encodeFunctionData({
      abi: proxyActionsAbi,
      functionName: "wipeAndFreeETH",
      args: [maker.cdpManager, ilk("ETH-B").join, maker.daiJoin, 3n, WAD / 2n, 123n * WAD],
    }),
  );
  await mine(5 * DAY);
  send(bob, proxy, encodeFunctionData({ abi: proxyAbi, functionName: "setOwner", args: [dave] }));
  await mine(60);

  // The price falls: first nothing but the price, then the bites.
  setPrice(ethA.pip, 60n * WAD, [ETH_A, ETH_B]);
  await mine(60);
  const bite = (i: Hex, urn: Address) =>
    send(
      keeper,
      maker.cat,
      encodeFunctionData({ abi: catAbi, functionName: "bite", args: [i, urn] }),
    );
  bite(ETH_A, alice);
  bite(ETH_A, alice);
  bite(ETH_A, await read.urnOf(1n));
  const bites = await mine(60);
  const id = firstAuction(bites, maker.cat);

  // The first auction to its end: both phases, part of the lot goes back.
  const auction = await chain.client.readContract({
    address: ethA.flip,
    abi: flipAbi,
    functionName: "bids",
    args: [id],
  });
  const lot = auction[1];
  const tab = auction[7];
  for (const bidder of [carol, alice]) send(bidder, maker.vat, vatCall.hope(ethA.flip));
  const bid = (from: Address, functionName: "tend" | "dent", some: bigint, rad: bigint) =>
    send(
      from,
      ethA.flip,
      encodeFunctionData({ abi: flipAbi, functionName, args: [id, some, rad] }),
    );
  bid(carol, "tend", lot, tab / 2n);
  bid(alice, "tend", lot, tab);
  await mine(60);
  bid(carol, "dent", (lot * 9n) / 10n, tab);
  await mine(60);
  send(keeper, ethA.flip, encodeFunctionData({ abi: flipAbi, functionName: "deal", args: [id] }));
  await mine(8 * 3_600);

  // The system's debt: released after the wait, healed; interest on saved DAI makes more.
  const wait = await chain.client.readContract({ address: vow, abi: vowAbi, functionName: "wait" });
  send(
    keeper,
    vow,
    encodeFunctionData({ abi: vowAbi, functionName: "flog", args: [BigInt(bites.timestamp)] }),
  );
  send(keeper, vow, encodeFunctionData({ abi: vowAbi, functionName: "heal", args: [100n * RAD] }));
  await mine(Number(wait) + 1);
  send(alice, maker.vat, vatCall.hope(pot));
  send(keeper, pot, dripPot);
  send(alice, pot, encodeFunctionData({ abi: potAbi, functionName: "join", args: [200n * WAD] }));
  await mine(60);
  send(keeper, pot, dripPot);
  await mine(20 * DAY);

  // Paid back to the last unit, taken out.
  drip(WBTC_A);
  drip(USDC_A);
  await mine(DAY);
  send(carol, maker.vat, vatCall.frob(WBTC_A, carol, -(10n * WAD + 3n), -120n * WAD));
  exit(carol, wbtcA.join, 20n * 10n ** 8n);
  send(carol, maker.vat, vatCall.hope(maker.daiJoin));
  exit(carol, maker.daiJoin, 10n * WAD);
  await mine(60);
  setPrice(ethA.pip, 180n * WAD, [ETH_A]);
  await mine(60);
}

function firstAuction(block: MinedBlock, cat: Address): bigint {
  for (const { logs } of block.transactions) {
    for (const log of logs) {
      if (lowerCase(log.address) !== cat || log.data === "0x") continue;
      try {
        return decodeEventLog({ abi: catAbi, ...log }).args.id;
      } catch {
        // The Cat's note, which is anonymous.
      }
    }
  }
  throw new RangeError("No bite was logged.");
}

function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
