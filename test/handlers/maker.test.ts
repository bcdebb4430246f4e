import { getAddress, stringToHex, toEventSelector } from "viem";
import { beforeEach, describe, expect, it } from "vitest";
import { makerDogAbi } from "../../abis/maker.ts";
import { registerMaker } from "../../src/protocols/maker/handlers.ts";
import {
  makerDai,
  makerGem,
  makerGemJoin,
  makerIlk,
  makerIlkVersion,
  makerLiquidation,
  makerOwnerVersion,
  makerSystemVersion,
  makerUrn,
  makerUrnVersion,
} from "../../src/protocols/maker/schema.ts";
import { addressOf, createHandlerHarness, timeOfBlock } from "../support/handler-harness.ts";
import { testChain, testNetwork } from "../support/test-network.ts";

const WAD = 10n ** 18n;
const RAY = 10n ** 27n;
const [VAT, JUG, SPOTTER, CAT, MANAGER, FACTORY, DAI, DOG] = [
  0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6, 0xa7,
].map(addressOf) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const join = addressOf(0xb0);
const gem = addressOf(0xb1);
const alice = addressOf(0xa11ce);
const bob = addressOf(0xb0b);
const vow = addressOf(0xc0);
const ilk = stringToHex("ETH-A", { size: 32 });
const word = (text: string) => stringToHex(text, { size: 32 });

let harness: ReturnType<typeof createHandlerHarness>;
const vat = (name: string, block: number, args: readonly unknown[], from = addressOf(0xff)) =>
  harness.call(`MakerVat.${name}()`, { from, to: VAT, block, args });

beforeEach(async () => {
  const chain = testChain({
    maker: [
      {
        id: "mcd",
        vat: getAddress(VAT),
        jug: JUG,
        spotter: SPOTTER,
        cats: [CAT],
        dogs: [DOG],
        cdpManagers: [MANAGER],
        proxyFactories: [{ address: FACTORY, startBlock: 1 }],
        dai: DAI,
        ilks: [],
        startBlock: 1,
      },
    ],
  });
  harness = createHandlerHarness({
    chainId: chain.chainId,
    register: () => registerMaker(testNetwork(chain)),
    answers: {
      [`${join}.ilk`]: ilk,
      [`${join}.gem`]: gem,
      [`${gem}.symbol`]: "WETH",
      [`${gem}.decimals`]: 18,
    },
  });
  await vat("init", 1, [ilk]);
});

const urnOf = (urn: string) => {
  const row = harness.rows(makerUrn).find((one) => one.urn === urn);
  return row === undefined ? undefined : [row.ink, row.art];
};
const gemOf = (holder: string) => harness.rows(makerGem).find((one) => one.holder === holder)?.gem;
const daiOf = (holder: string) => {
  const row = harness.rows(makerDai).find((one) => one.holder === holder);
  return row === undefined ? undefined : [row.daiRad, row.sinRad];
};

describe("the Vat's books", () => {
  beforeEach(async () => {
    await vat("slip", 2, [ilk, alice, 100n], join);
    // As Ponder decodes a call: addresses with a checksum.
    await vat("frob", 3, [ilk, getAddress(alice), getAddress(alice), getAddress(bob), 60n, 40n]);
  });

  it("take an urn's collateral from one address and give its debt's DAI to another", () => {
    expect(urnOf(alice)).toEqual([60n, 40n]);
    expect(gemOf(alice)).toBe(40n);
    expect(daiOf(bob)).toEqual([40n * RAY, 0n]);
    expect(harness.rows(makerIlk)).toMatchObject([{ totalArt: 40n, rateRay: RAY }]);
  });

  it("give later debt at the rate after a fold, whose DAI is of all debt before it", async () => {
    await vat("fold", 4, [ilk, vow, RAY / 4n]);
    expect(daiOf(vow)).toEqual([10n * RAY, 0n]);
    await vat("frob", 4, [ilk, alice, alice, bob, 0n, 4n]);
    expect(daiOf(bob)).toEqual([45n * RAY, 0n]);
    await vat("fold", 5, [ilk, vow, -RAY / 8n]);
    expect(daiOf(vow)).toEqual([10n * RAY - (44n * RAY) / 8n, 0n]);
  });

  it("seize: collateral to the seizer, the debt as sin to the vow, no DAI taken", async () => {
    await vat("grab", 4, [ilk, alice, CAT, vow, -15n, -10n]);
    expect(urnOf(alice)).toEqual([45n, 30n]);
    expect(gemOf(CAT)).toBe(15n);
    expect(daiOf(vow)).toEqual([0n, 10n * RAY]);
    expect(daiOf(bob)).toEqual([40n * RAY, 0n]);
    expect(harness.rows(makerIlk)).toMatchObject([{ totalArt: 30n }]);
  });

  it("heal who calls, whom no argument names", async () => {
    await vat("suck", 4, [vow, vow, 9n]);
    await vat("heal", 5, [4n], vow);
    expect(daiOf(vow)).toEqual([5n, 5n]);
  });

  it("fork without touching the ilk's total; to oneself nothing changes", async () => {
    await vat("fork", 4, [ilk, alice, bob, 20n, 30n]);
    await vat("fork", 5, [ilk, bob, bob, 20n, 30n]);
    expect([urnOf(alice), urnOf(bob)]).toEqual([
      [40n, 10n],
      [20n, 30n],
    ]);
    await vat("fork", 6, [ilk, alice, bob, -20n, -30n]);
    expect([urnOf(alice), urnOf(bob)]).toEqual([
      [60n, 40n],
      [0n, 0n],
    ]);
    expect(harness.rows(makerIlk)).toMatchObject([{ totalArt: 40n }]);
  });

  it("move collateral and DAI; to oneself nothing changes", async () => {
    await vat("flux", 4, [ilk, alice, bob, 15n]);
    await vat("flux", 4, [ilk, bob, bob, 15n]);
    await vat("move", 4, [bob, alice, 7n]);
    await vat("move", 4, [alice, alice, 7n]);
    expect([gemOf(alice), gemOf(bob)]).toEqual([25n, 15n]);
    expect([daiOf(alice), daiOf(bob)]).toEqual([
      [7n, 0n],
      [40n * RAY - 7n, 0n],
    ]);
  });

  it("keep the state after the last of several calls in one block, and older blocks alone", async () => {
    await vat("frob", 4, [ilk, alice, alice, bob, 5n, 0n]);
    await vat("frob", 4, [ilk, alice, alice, bob, -1n, 2n]);
    expect(
      harness.rows(makerUrnVersion).map(({ blockNumber, ink, art }) => [blockNumber, ink, art]),
    ).toEqual([
      [3n, 60n, 40n],
      [4n, 64n, 42n],
    ]);
  });

  it.each([
    ["slip", [ilk, alice, -41n]],
    ["flux", [ilk, alice, bob, 41n]],
    ["move", [alice, bob, 1n]],
    ["frob", [ilk, alice, alice, alice, -61n, 0n]],
    ["grab", [ilk, alice, CAT, vow, 0n, -41n]],
    ["heal", [1n]],
  ])("refuse a %s below zero: a call is missing", async (name, args) => {
    await expect(vat(name, 9, args, vow)).rejects.toMatchObject({
      code: "maker-balance-negative",
    });
  });
});

describe("an ilk", () => {
  it("learns its token from a GemJoin, not from another contract that slips", async () => {
    await vat("slip", 2, [ilk, alice, 5n], bob);
    expect(harness.rows(makerGemJoin)).toEqual([]);
    await vat("slip", 3, [ilk, alice, 5n], join);
    await vat("slip", 4, [ilk, alice, -5n], join);
    expect(harness.rows(makerGemJoin)).toMatchObject([{ ilk, join, gem, blockNumber: 3n }]);
    expect(harness.reads.filter((name) => name === `${join}.gem`)).toHaveLength(1);
  });

  it("does not take a failed read for an answer", async () => {
    harness.answers[`${join}.ilk`] = new Error("The request took too long to respond.");
    await expect(vat("slip", 2, [ilk, alice, 5n], join)).rejects.toThrow("too long");
  });

  it("has spot from the Vat, fee and time of the drip from the Jug, ratio from the Spotter", async () => {
    const jug = (name: string, block: number, args: readonly unknown[]) =>
      harness.call(`MakerJug.${name}`, { from: bob, to: JUG, block, args });
    await jug("init()", 2, [ilk]);
    await jug("file(bytes32 ilk, bytes32 what, uint256 data)", 3, [ilk, word("duty"), RAY + 7n]);
    await jug("file(bytes32 what, uint256 data)", 3, [word("base"), 3n]);
    await jug("drip()", 5, [ilk]);
    await harness.call("MakerSpotter.file()", {
      from: bob,
      to: SPOTTER,
      block: 5,
      args: [ilk, word("mat"), 2n * RAY],
    });
    await vat("file", 6, [ilk, word("line"), 99n]);
    await vat("file", 6, [ilk, word("spot"), 100n * RAY]);
    await vat("file", 6, [ilk, word("dust"), 20n * 10n ** 45n]);
    expect(harness.rows(makerIlk)).toMatchObject([
      {
        rateRay: RAY,
        spotRay: 100n * RAY,
        dustRad: 20n * 10n ** 45n,
        dutyRay: RAY + 7n,
        dripAtSeconds: BigInt(timeOfBlock(5)),
        matRay: 2n * RAY,
      },
    ]);
    expect(harness.rows(makerIlkVersion).map(({ blockNumber }) => blockNumber)).toEqual([
      1n,
      2n,
      3n,
      5n,
      6n,
    ]);
    expect(harness.rows(makerSystemVersion)).toMatchObject([{ baseRay: 3n, live: true }]);
  });

  it("refuses a Jug that is of no deployment", async () => {
    await expect(
      harness.call("MakerJug.init()", { from: bob, to: addressOf(0xbad), block: 2, args: [ilk] }),
    ).rejects.toThrow(RangeError);
  });
});

describe("the system", () => {
  it("is shut down for good, and keeps its base fee", async () => {
    await harness.call("MakerJug.file(bytes32 what, uint256 data)", {
      from: bob,
      to: JUG,
      block: 3,
      args: [word("base"), WAD],
    });
    await vat("cage", 9, []);
    expect(harness.rows(makerSystemVersion)).toMatchObject([
      { blockNumber: 3n, live: true, baseRay: WAD },
      { blockNumber: 9n, live: false, baseRay: WAD },
    ]);
  });
});

describe("owners", () => {
  const urn = addressOf(0xd0);
  const open = () => {
    harness.answers[`${MANAGER}.urns`] = urn;
    return harness.log("MakerCdpManager:NewCdp", {
      address: MANAGER,
      block: 4,
      args: { usr: bob, own: alice, cdp: 1n },
    });
  };

  it("of a vault's urn change by give", async () => {
    await open();
    await harness.call("MakerCdpManager.give()", {
      from: alice,
      to: getAddress(MANAGER),
      block: 6,
      args: [1n, getAddress(bob)],
    });
    expect(harness.rows(makerOwnerVersion)).toMatchObject([
      { holder: urn, blockNumber: 4n, owner: alice },
      { holder: urn, blockNumber: 6n, owner: bob },
    ]);
  });

  it("of a proxy are the last of a block: its factory is the first", async () => {
    const proxy = addressOf(0xd1);
    for (const owner of [FACTORY, alice])
      await harness.log("DsProxy:LogSetOwner", { address: proxy, block: 5, args: { owner } });
    expect(harness.rows(makerOwnerVersion)).toMatchObject([{ holder: proxy, owner: alice }]);
  });

  it("refuses to give a vault that it never saw opened", async () => {
    await expect(
      harness.call("MakerCdpManager.give()", {
        from: alice,
        to: MANAGER,
        block: 6,
        args: [1n, bob],
      }),
    ).rejects.toMatchObject({ code: "maker-cdp-unknown" });
  });
});

describe("the history of seizures", () => {
  it("keeps a Cat's for a Flip and a Dog's for a Clip in the same terms", async () => {
    const common = { ilk, urn: alice, ink: 60n, art: 40n };
    const flip = addressOf(0xd0);
    const clip = addressOf(0xd1);
    await harness.log("MakerCat:Bite", {
      ...{ address: CAT, block: 5 },
      args: { ...common, tab: 41n * RAY, flip, id: 3n },
    });
    await harness.log("MakerDog:Bark", {
      ...{ address: DOG, block: 6 },
      args: { ...common, due: 42n * RAY, clip, id: 9n },
    });
    const seized = { vat: VAT, ...common };
    expect(harness.rows(makerLiquidation)).toMatchObject([
      { ...seized, blockNumber: 5n, tabRad: 41n * RAY, auction: flip, auctionId: 3n },
      { ...seized, blockNumber: 6n, tabRad: 42n * RAY, auction: clip, auctionId: 9n },
    ]);
  });

  it("knows a Bark by the topic that other indexers of the Dog filter by", () => {
    // makerdao/vdb-mcd-transformers, transformers/shared/constants: DogBarkSignature.
    expect(toEventSelector(makerDogAbi[0])).toBe(
      "0x85258d09e1e4ef299ff3fc11e74af99563f022d21f3f940db982229dc2a3358c",
    );
  });
});
