import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makerCatAbi, makerVatAbi } from "../../abis/maker.ts";
import { networkFromManifest } from "../../config/network.ts";
import { devnetAccounts } from "../../devnet/accounts/devnet-accounts.ts";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import { makerAdapter } from "../../src/protocols/maker/adapter.ts";
import { makerLiquidation, makerOwnerVersion } from "../../src/protocols/maker/schema.ts";
import { token } from "../../src/tokens/schema.ts";
import { compareWithContracts, type Difference } from "../support/compare-with-contracts.ts";
import { countVatCalls } from "../support/maker/count-vat-calls.ts";
import { type MakerWorld, startMakerWorld } from "../support/maker/start-maker-world.ts";
import { noContracts } from "../support/no-contracts.ts";

const chainId = 31_339;

describe("Maker, indexed by the Vat's calls", () => {
  let world: MakerWorld;
  beforeAll(async () => {
    world = await startMakerWorld();
  });
  afterAll(() => world?.stop());

  it("equals the contracts' views after every block", async () => {
    const { manifest, store, publicClient, playedBlocks, head } = world;
    const network = networkFromManifest(manifest);
    const contracts = createContractReader({
      clients: new Map([[chainId, publicClient]]),
      batch: true,
    });
    const differences: Difference[] = [];
    let compared = 0;
    const blocks = await store.withSnapshot((facts) =>
      facts.select().from(chainBlock).where(eq(chainBlock.chainId, chainId)),
    );
    expect(blocks).toHaveLength(head);
    for (const { number, hash, timestampSeconds } of blocks) {
      if (!playedBlocks.includes(Number(number))) continue;
      // Of the history that stands, not of the one that was undone.
      expect((await publicClient.getBlock({ blockNumber: number })).hash).toBe(hash);
      await store.withSnapshot(async (facts) => {
        const place = {
          facts,
          chain: network.chains[0]!,
          block: { chainId, number, hash, timestampSeconds },
        };
        const accounts = await makerAdapter.readAccounts(place);
        const found = await compareWithContracts({
          ...place,
          contracts,
          accounts,
          protocols: ["maker"],
        });
        compared += found.compared;
        differences.push(...found.differences);
      });
    }
    expect(differences.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThan(5_000);
  });

  it("saw every function that changes the books, also in frames that fail and by delegatecall", async () => {
    const { manifest } = world;
    const { vat } = manifest.chains[0]!.maker[0]!;
    const { effective, undone } = await countVatCalls({ url: world.url, vat, head: world.head });
    expect(Object.keys(effective).sort()).toEqual(
      [...new Set(makerVatAbi.map(({ name }) => name))].sort(),
    );
    expect(world.randomKinds).toEqual([
      "bite",
      "draw",
      "drip",
      "exit",
      "fee",
      "flux",
      "fork",
      "join",
      "move",
      "price",
      "wipe",
    ]);
    // tryThenRun's and runAndRevert's: each done in full, then undone.
    expect(undone).toEqual({ frob: 2, move: 2 });
  });

  it("tells every bite, and counts no urn or proxy beside its owner", async () => {
    const { manifest, store, publicClient, head } = world;
    const network = networkFromManifest(manifest);
    const { alice, bob, carol, dave, keeper } = devnetAccounts();
    await store.withSnapshot(async (facts) => {
      const bites = await facts
        .select()
        .from(makerLiquidation)
        .orderBy(makerLiquidation.blockNumber, makerLiquidation.logIndex);
      const logged = await publicClient.getContractEvents({
        address: manifest.chains[0]!.maker[0]!.cat,
        abi: makerCatAbi,
        eventName: "Bite",
        fromBlock: 0n,
      });
      expect(logged.length).toBeGreaterThan(3);
      expect(
        bites.map(({ blockNumber, ilk, urn, ink, art, tabRad, auctionId }) =>
          [blockNumber, ilk, urn, ink, art, tabRad, auctionId].join(" "),
        ),
      ).toEqual(
        logged.map(({ blockNumber, args: { ilk, urn, ink, art, tab, id } }) =>
          [blockNumber, ilk, urn?.toLowerCase(), ink, art, tab, id].join(" "),
        ),
      );
      const [block] = await facts
        .select()
        .from(chainBlock)
        .where(and(eq(chainBlock.chainId, chainId), eq(chainBlock.number, BigInt(head))));
      const of = { facts, chain: network.chains[0]!, block: block! };
      const accounts = await makerAdapter.readAccounts(of);
      for (const person of [alice, bob, carol, dave]) expect(accounts).toContain(person.address);
      expect(accounts).not.toContain(keeper.address);
      const owned = await facts
        .select({ holder: makerOwnerVersion.holder })
        .from(makerOwnerVersion);
      const agents = new Set(owned.map(({ holder }) => holder));
      // Four urn handlers, bob's proxy and the recorded deployer's.
      expect(agents.size).toBe(6);
      for (const agent of agents) expect(accounts).not.toContain(agent);
      for (const { address, symbol, decimals } of network.chains[0]!.tokens) {
        const [row] = await facts.select().from(token).where(eq(token.address, address));
        // DAI is no ilk's collateral here, so that nobody has read it.
        if (symbol !== "DAI") expect(row).toMatchObject({ symbol, decimals });
      }
      // What bob opened by his proxy is dave's, who owns the proxy now.
      const markets = await makerAdapter.readMarkets({
        ...of,
        contracts: noContracts,
        accounts: [dave.address],
      });
      expect(markets.map(({ marketId }) => marketId)).toContain("maker:mcd:ETH-B");
      expect(markets.flatMap(({ causes }) => causes.map(({ code }) => code))).toContain(
        "maker-shutdown",
      );
      // What the bites took over is the system's debt, and nobody's to be judged.
      const all = await makerAdapter.readMarkets({ ...of, contracts: noContracts, accounts });
      const unbacked = all
        .filter(({ marketId }) => marketId === "maker:mcd:dai")
        .map(({ positions, causes }) => [
          positions.some(({ kind }) => kind === "debt"),
          causes.map(({ code }) => code),
        ]);
      expect(unbacked).toContainEqual([true, ["maker-unbacked-dai"]]);
      expect(unbacked).toContainEqual([false, []]);
    });
  });
});
