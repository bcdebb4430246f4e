import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import {
  createPublicClient,
  type Hex,
  http,
  numberToHex,
  type PublicClient,
  toFunctionSelector,
} from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makerCatAbi, makerVatAbi } from "../../abis/maker.ts";
import { findFreePort } from "../../bin/support/free-port.ts";
import { type Manifest, manifestSchema } from "../../config/manifest.ts";
import { networkFromManifest } from "../../config/network.ts";
import {
  devnetAccountCount,
  devnetAccounts,
  devnetMnemonic,
} from "../../devnet/accounts/devnet-accounts.ts";
import { type Anvil, startAnvil } from "../../devnet/anvil/start-anvil.ts";
import { type DevChain, openDevChain } from "../../devnet/chain/dev-chain.ts";
import { jsonRpc } from "../../devnet/chain/json-rpc.ts";
import { actAtMakerAtRandom } from "../../devnet/maker/act-at-random.ts";
import { compileCallBatch } from "../../devnet/maker/compile-call-batch.ts";
import { deployMaker, type MakerMarket } from "../../devnet/maker/deploy-maker.ts";
import { ilks, vatCalls } from "../../devnet/maker/maker-calls.ts";
import { playMakerScenario } from "../../devnet/maker/play-maker-scenario.ts";
import { readMakerRecording } from "../../devnet/maker/read-maker-recording.ts";
import { shutDown } from "../../devnet/maker/scenario/shut-down.ts";
import { createRandom } from "../../devnet/market/create-random.ts";
import { pythExponent, pythPriceIds } from "../../devnet/pyth/pyth-price-ids.ts";
import { createDatabase, type Database } from "../../src/api/store/create-database.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import { makerAdapter } from "../../src/protocols/maker/adapter.ts";
import { makerLiquidation, makerOwnerVersion } from "../../src/protocols/maker/schema.ts";
import { token } from "../../src/tokens/schema.ts";
import { compareMaker } from "../support/compare/compare-maker.ts";
import type { Difference } from "../support/compare-with-contracts.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { addressOf } from "../support/handler-harness.ts";
import { type RunningPonder, startPonder } from "../support/start-ponder.ts";

const chainId = 31_339;
const genesisTimestamp = 1_750_000_000;
/** Blocks of the scenario that Ponder finds when it starts; the others come live. */
const blocksBeforeStart = 12;
/** After the start, while alice's urn is safe. */
const blocksBeforeReorg = 13;
/** Of actions by chance after the scenario, before the system's end. */
const randomBlocks = 80;
/** As many as Ponder holds back as not yet final. */
const blocksOfPatience = 31;
const schema = "maker";

describe("Maker, indexed by the Vat's calls", () => {
  let folder: string;
  let anvil: Anvil;
  let chain: DevChain;
  let database: TestDatabase;
  let ponder: RunningPonder | undefined;
  let store: Database;
  let manifest: Manifest;
  let publicClient: PublicClient;
  let head = 0;
  const randomKinds = new Set<string>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ballast-maker-"));
    database = await createTestDatabase();
    const log = () => undefined;
    const recording = await readMakerRecording({ log });
    const callBatch = await compileCallBatch({ log });
    anvil = await startAnvil({
      chainId,
      port: await findFreePort(),
      genesisTimestamp,
      mnemonic: devnetMnemonic,
      accounts: devnetAccountCount,
    });
    chain = openDevChain({ name: "gamma", chainId, url: anvil.url });
    publicClient = createPublicClient({
      transport: http(anvil.url, { batch: { batchSize: 200 }, timeout: 60_000 }),
    });
    let now = genesisTimestamp;
    const later = (seconds: number) => {
      now += seconds;
      return now;
    };
    const maker = await deployMaker({ chain, recording, nextTimestamp: () => later(1) });
    manifest = makerManifest({ url: anvil.url, maker });
    const manifestPath = join(folder, "manifest.json");
    await writeFile(manifestPath, JSON.stringify(manifest));
    store = createDatabase({
      connectionString: database.connectionString,
      schema,
      maximumConnections: 3,
    });

    const { alice, bob, carol, dave, keeper } = devnetAccounts();
    let played = 0;
    /** Three blocks that Ponder has indexed and that the next ones replace. */
    const reorganise = async () => {
      const snapshot = await jsonRpc({
        url: anvil.url,
        calls: [{ method: "evm_snapshot", params: [] }],
      });
      const before = head;
      for (const dart of [7n, -7n, 11n]) {
        const data = vatCalls.frob(ilks.ethA, alice.address, 0n, dart * 10n ** 18n);
        const label = "a frob that a reorg undoes";
        chain.send({ from: alice.address, to: maker.vat, data, label });
        head = (await chain.mine({ timestamp: later(12) })).number;
      }
      await ponder!.waitIndexed({ [chainId]: head });
      await jsonRpc({ url: anvil.url, calls: [{ method: "evm_revert", params: snapshot }] });
      head = before;
    };
    const desk = await playMakerScenario({
      chain,
      maker,
      recording,
      callBatch,
      people: {
        alice: alice.address,
        bob: bob.address,
        carol: carol.address,
        dave: dave.address,
        keeper: keeper.address,
      },
      nextTimestamp: later,
      async onBlock(block) {
        head = block.number;
        played += 1;
        if (played === blocksBeforeReorg) await reorganise();
        if (played !== blocksBeforeStart) return;
        for (let mined = 0; mined < blocksOfPatience; mined++)
          head = (await chain.mine({ timestamp: later(12) })).number;
        ponder = await startPonder({
          command: "start",
          manifestPath,
          connectionString: database.connectionString,
          schema,
        });
        await ponder.waitReady();
      },
    });
    const random = createRandom({ seed: 7, stream: 0 });
    const actors = [alice, bob, carol].map(({ address }) => address);
    for (let block = 0; block < randomBlocks; block++) {
      const kind = await actAtMakerAtRandom(desk, { random, actors });
      if (kind === undefined) continue;
      randomKinds.add(kind);
      await desk.mine(random.integer(1, 400_000));
    }
    await shutDown(desk);
    await ponder!.waitIndexed({ [chainId]: head });
  });

  afterAll(async () => {
    await store?.close();
    await ponder?.stop();
    await anvil?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it("equals the contracts' views after every block", async () => {
    const network = networkFromManifest(manifest);
    const differences: Difference[] = [];
    let compared = 0;
    const blocks = await store.withSnapshot((facts) =>
      facts.select().from(chainBlock).where(eq(chainBlock.chainId, chainId)),
    );
    expect(blocks).toHaveLength(head);
    for (const { number, hash, timestampSeconds } of blocks) {
      const isScenario = number > 17n && !(number > 29n && number < 29n + BigInt(blocksOfPatience));
      if (!isScenario && number !== 17n) continue;
      // Of the history that stands, not of the one that was undone.
      expect((await publicClient.getBlock({ blockNumber: number })).hash).toBe(hash);
      await store.withSnapshot(async (facts) => {
        const reads = await compareMaker(
          {
            facts,
            chain: network.chains[0]!,
            manifest: manifest.chains[0]!,
            block: { chainId, number, hash, timestampSeconds },
            publicClient,
            accounts: [],
          },
          (what, indexed, contract) => {
            compared += 1;
            if (String(indexed) !== String(contract))
              differences.push({
                what: `block ${number}: ${what}`,
                indexed: String(indexed),
                contract: String(contract),
              });
          },
        );
        await Promise.all(reads.map((read) => read()));
      });
    }
    expect(differences.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThan(5_000);
  });

  it("saw every function that changes the books, also in frames that fail and by delegatecall", async () => {
    const counts = { effective: {}, undone: {} } as Record<string, Record<string, number>>;
    const { vat } = manifest.chains[0]!.maker[0]!;
    for (let number = 1; number <= head; number++) {
      const [traces] = (await jsonRpc({
        url: anvil.url,
        calls: [
          {
            method: "debug_traceBlockByNumber",
            params: [numberToHex(number), { tracer: "callTracer" }],
          },
        ],
      })) as [{ result: Frame }[]];
      for (const { result } of traces) {
        for (const { frame, kind } of framesOf(result, "effective")) {
          const of = counts[frame.error === undefined ? kind : "failed"];
          if (of === undefined || frame.to !== vat || frame.type !== "CALL") continue;
          const name = vatFunctions.get(frame.input.slice(0, 10)) ?? "other";
          of[name] = (of[name] ?? 0) + 1;
        }
      }
    }
    expect(Object.keys(counts.effective!).sort()).toEqual(
      expect.arrayContaining([...vatFunctions.values()].sort()),
    );
    expect([...randomKinds].sort()).toEqual([
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
    expect(counts.undone).toEqual({ frob: 2, move: 2 });
  });

  it("tells every bite, and counts no urn or proxy beside its owner", async () => {
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
      const markets = await makerAdapter.readMarkets({ ...of, accounts: [dave.address] });
      expect(markets.map(({ marketId }) => marketId)).toContain("maker:mcd:ETH-B");
      expect(markets.flatMap(({ causes }) => causes.map(({ code }) => code))).toContain(
        "maker-shutdown",
      );
    });
  });
});

type Frame = { type: string; to: string; input: Hex; error?: string; calls?: Frame[] };

/** Every function of the Vat whose call Ballast follows, by its selector. */
const vatFunctions = new Map(
  makerVatAbi.map((item) => [toFunctionSelector(item) as string, item.name]),
);

/** A frame and all below it, undone where one above has failed. */
function framesOf(
  frame: Frame,
  kind: "effective" | "undone",
): { frame: Frame; kind: "effective" | "undone" }[] {
  const below = frame.error === undefined ? kind : "undone";
  return [{ frame, kind }, ...(frame.calls ?? []).flatMap((child) => framesOf(child, below))];
}

/** A network of this one chain, on which Maker is all there is. */
function makerManifest({ url, maker }: { url: string; maker: MakerMarket }): Manifest {
  const nobody = { address: addressOf(0xdead), privateKey: `0x${"11".repeat(32)}` };
  return manifestSchema.parse({
    version: 1,
    seed: 0,
    genesisTimestamp,
    chains: [
      {
        name: "gamma",
        chainId,
        wormholeChainId: 60_003,
        rpcUrl: url,
        startBlock: 1,
        tokens: [],
        aaveV3: [],
        chainlink: [],
        // Never heard of here, but the methodology wants every price to have a feed.
        pyth: {
          contract: addressOf(0xd0),
          startBlock: 1,
          feeds: Object.entries(pythPriceIds).map(([pair, priceId]) => ({
            pair,
            priceId,
            exponent: pythExponent,
          })),
        },
        redstone: [],
        uniswapV3: [],
        maker: [maker],
        wormhole: { core: addressOf(0xc0), guardianSetIndex: 0, startBlock: 1 },
        ballast: {
          collateralVault: addressOf(0xb0),
          attestationEmitter: addressOf(0xb1),
          attestationReceiver: addressOf(0xb2),
          startBlock: 1,
        },
      },
    ],
    guardians: { url: "http://127.0.0.1:1", quorum: 1, addresses: [addressOf(1)] },
    attestation: {
      sourceChainId: chainId,
      targetChainIds: [],
      operatorKey: nobody.privateKey,
    },
    accounts: [],
    deployer: nobody,
    scenario: { heads: {} },
  });
}
