import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asc } from "drizzle-orm";
import { type Address, decodeEventLog, erc20Abi, zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adaptiveCurveIrmAbi } from "../../abis/adaptive-curve-irm.ts";
import { morphoBlueAbi } from "../../abis/morpho-blue.ts";
import { networkFromManifest } from "../../config/network.ts";
import { playMorphoScenario } from "../../devnet/morpho-blue/play-morpho-scenario.ts";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import { createDatabase, type Database } from "../../src/api/store/create-database.ts";
import { lookThrough } from "../../src/api/valuation/look-through.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import type { BlockReference } from "../../src/core/block-vector.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import type { AccountMarket } from "../../src/core/position.ts";
import { protocolAdapters } from "../../src/protocols/adapters.ts";
import type { ReadPlace } from "../../src/protocols/protocol-adapter.ts";
import { compareWithContracts, type Difference } from "../support/compare-with-contracts.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { actAtRandom } from "../support/morpho/act-at-random.ts";
import { morphoManifest } from "../support/morpho/morpho-manifest.ts";
import { type MorphoWorld, openMorphoWorld } from "../support/morpho/open-morpho-world.ts";
import { startPonder } from "../support/start-ponder.ts";

const SCHEMA = "morpho_test";
const RANDOM_BLOCKS = 30;

describe("Morpho Blue, MetaMorpho and ERC-4626 on a real chain, indexed by Ponder", () => {
  let world: MorphoWorld;
  let testDatabase: TestDatabase;
  let database: Database;
  let folder: string;
  let blocks: BlockReference[];
  let accounts: Address[];
  let place: ReadPlace;

  beforeAll(async () => {
    world = await openMorphoWorld();
    await playMorphoScenario(world, world.mine);
    await actAtRandom(world, { seed: 11, blocks: RANDOM_BLOCKS });
    testDatabase = await createTestDatabase();
    folder = await mkdtemp(join(tmpdir(), "ballast-morpho-"));
    const manifestPath = join(folder, "manifest.json");
    const manifest = morphoManifest(world);
    await writeFile(manifestPath, JSON.stringify(manifest));
    const { connectionString } = testDatabase;
    const ponder = await startPonder({
      command: "start",
      manifestPath,
      connectionString,
      schema: SCHEMA,
    });
    try {
      await ponder.waitReady();
      await ponder.waitIndexed({ [world.chain.chainId]: world.blocks.length });
    } finally {
      await ponder.stop();
    }
    database = createDatabase({ connectionString, schema: SCHEMA, maximumConnections: 2 });
    blocks = await database.db
      .select({
        chainId: chainBlock.chainId,
        number: chainBlock.number,
        hash: chainBlock.hash,
        timestampSeconds: chainBlock.timestampSeconds,
      })
      .from(chainBlock)
      .orderBy(asc(chainBlock.number));
    const holders = [
      world.morpho,
      world.meta.vault,
      world.vaultOfShares,
      world.vaultOfWeth,
      zeroAddress,
    ];
    accounts = [...world.people, world.treasury, world.deployer, ...holders];
    place = {
      facts: database.db,
      contracts: createContractReader({
        clients: new Map([[world.chain.chainId, world.chain.client]]),
        batch: true,
      }),
      chain: networkFromManifest(manifest).chains[0]!,
      block: blocks.at(-1)!,
    };
  }, 120_000);

  afterAll(async () => {
    await database?.close();
    await testDatabase?.drop();
    await world?.anvil.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it("exercised every event that changes collateral or debt", () => {
    const seen = new Map<string, number>();
    let badDebt = 0n;
    for (const { logs } of world.blocks.flatMap(({ transactions }) => transactions)) {
      for (const { address, topics, data } of logs) {
        const isMorpho = address.toLowerCase() === world.morpho;
        if (!isMorpho && address.toLowerCase() !== world.adaptiveCurveIrm) continue;
        const abi = isMorpho ? morphoBlueAbi : adaptiveCurveIrmAbi;
        try {
          const event = decodeEventLog({ abi, topics, data });
          seen.set(event.eventName, (seen.get(event.eventName) ?? 0) + 1);
          if (event.eventName === "Liquidate") badDebt += event.args.badDebtAssets;
        } catch {
          // An event that changes neither, such as SetOwner, is not in the ABI.
        }
      }
    }
    const wanted = [...morphoBlueAbi, ...adaptiveCurveIrmAbi].flatMap((item) =>
      item.type === "event" ? [item.name] : [],
    );
    expect(wanted.filter((name) => !seen.has(name))).toEqual([]);
    expect(badDebt).toBeGreaterThan(0n);
    expect(world.refused.length).toBeGreaterThan(0);
  });

  it("states every market, position, amount, verdict and share as the contracts do, at every block", async () => {
    const differences: Difference[] = [];
    let compared = 0;
    expect(blocks).toHaveLength(world.blocks.length);
    for (const block of blocks) {
      const found = await compareWithContracts({
        ...place,
        block,
        accounts,
        protocols: ["morpho-blue", "erc4626"],
      });
      compared += found.compared;
      differences.push(...found.differences);
    }
    expect(differences.slice(0, 5)).toEqual([]);
    expect(compared).toBeGreaterThan(20_000);
  });

  it("never sees more units than the contracts hold, however often they are wrapped", async () => {
    const { tokens, morpho, vaultOfWeth } = world;
    for (const block of blocks.filter(({ number }) => number % 10n === 0n || number > 60n)) {
      const markets = await lookedThrough({ ...place, block });
      for (const [symbol, holders] of [
        ["USDC", [morpho]],
        ["DAI", [morpho]],
        ["WETH", [morpho, vaultOfWeth]],
        ["WBTC", [morpho]],
      ] as const) {
        const asset = assetCaip19(block.chainId, tokens[symbol]);
        const counted = markets.filter(({ passThrough }) => passThrough !== true);
        const sum = (kind: "collateral" | "debt") =>
          counted
            .flatMap(({ positions }) => positions)
            .filter((position) => position.kind === kind && position.asset === asset)
            .reduce((total, { amount }) => total + amount, 0n);
        const balances = await Promise.all(
          holders.map((holder) =>
            world.chain.client.readContract({
              abi: erc20Abi,
              address: tokens[symbol],
              functionName: "balanceOf",
              args: [holder],
              blockNumber: block.number,
            }),
          ),
        );
        const really = balances.reduce((total, balance) => total + balance, 0n);
        const seen = sum("collateral") - sum("debt");
        expect([symbol, block.number, seen <= really]).toEqual([symbol, block.number, true]);
      }
    }
  });

  it("resolves a share of a share to the asset, with each step as evidence", async () => {
    const { meta, vaultOfShares, tokens, people } = world;
    const markets = await lookedThrough(place);
    const frank = people[5]!;
    const nested = markets.find(
      (one) => one.account === frank && one.marketId === `erc4626:${vaultOfShares}`,
    );
    const [position] = nested?.positions ?? [];
    expect(position?.asset).toBe(assetCaip19(place.block.chainId, tokens.USDC));
    expect(position?.decimals).toBe(6);
    expect(position?.wrappedIn?.map(({ symbol }) => symbol)).toEqual(["vbvUSDC", "bvUSDC"]);
    expect(position?.wrappedIn?.map(({ asset }) => asset)).toEqual([
      assetCaip19(place.block.chainId, vaultOfShares),
      assetCaip19(place.block.chainId, meta.vault),
    ]);
  });

  it("resolves a share that is collateral in a market, and keeps the market's verdict", async () => {
    const markets = await lookedThrough(place);
    const erin = markets.find(
      (one) => one.account === world.people[4] && one.marketId.endsWith(world.markets.shareDai!.id),
    );
    const collateral = erin?.positions.find(({ securesDebt }) => securesDebt);
    expect(collateral?.symbol).toBe("USDC");
    expect(collateral?.wrappedIn?.map(({ symbol }) => symbol)).toEqual(["bvUSDC"]);
    expect(erin?.health).not.toBeNull();
  });

  it("marks Morpho and the vaults as holding for others, and nobody else", async () => {
    const markets = await lookedThrough(place);
    const marked = new Set(
      markets.filter(({ passThrough }) => passThrough).map(({ account }) => account),
    );
    expect([...marked].sort()).toEqual(
      [world.morpho, world.meta.vault, world.vaultOfShares].sort(),
    );
  });

  async function lookedThrough(at: typeof place): Promise<AccountMarket[]> {
    const own: AccountMarket[] = [];
    const holders = new Set<Address>();
    for (const adapter of protocolAdapters)
      for (const account of await adapter.readAccounts(at)) holders.add(account);
    for (const adapter of protocolAdapters)
      own.push(...(await adapter.readMarkets({ ...at, accounts: [...holders] })));
    return lookThrough({ ...at, adapters: protocolAdapters, markets: own });
  }
});
