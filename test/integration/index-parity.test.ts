import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ManifestChain } from "../../config/manifest.ts";
import { jsonRpc } from "../../devnet/chain/json-rpc.ts";
import type { ParityComparison } from "../../src/api/parity/compare-chain.ts";
import { compareBlocks } from "../support/compare-blocks.ts";
import { createHoldingsComparison } from "../support/compare-holdings.ts";
import { fingerprintVersions } from "../support/fingerprint-versions.ts";
import { createIndexWorld, type IndexWorld } from "../support/index-world.ts";
import { type Activity, createActivity } from "../support/mine-activity.ts";
import { createMakerActivity } from "../support/mine-maker-activity.ts";

/*
 * Must-show 2: what the index says equals what the contracts say, to the last unit, after every
 * block of the scenario, after blocks that come in live, after a reorg of five blocks, and after a
 * SIGKILL; and so do markets of what accounts held at earlier blocks. The tests share one world and
 * follow each other.
 */
const reorgDepth = 5;
const holdingsEvery = 12n;
let world: IndexWorld;
const activities = new Map<number, Activity>();
/** What accounts hold, kept from block to block, by chain id. */
const holdings = new Map<number, ReturnType<typeof createHoldingsComparison>>();
/** Blocks up to here are compared already, by chain id. */
const comparedUpTo = new Map<number, bigint>();

beforeAll(async () => {
  world = await createIndexWorld();
}, 240_000);
afterAll(() => world?.close());

async function expectParity(parameters: {
  chainId: number;
  from: bigint;
  to: bigint;
  every?: bigint;
  onComparison?: (comparison: ParityComparison) => void;
}) {
  const { from, to, every = 1n } = parameters;
  const comparison = await compareBlocks({ world, ...parameters });
  expect(comparison.differences).toEqual([]);
  expect(comparison.blocks).toBe(Number((to - from) / every) + 1);
  return comparison;
}

async function expectParityOfNewBlocks(): Promise<void> {
  const heads = await world.heads();
  await world.ponder().waitIndexed(heads);
  for (const { chainId } of world.network.chains) {
    const from = comparedUpTo.get(chainId)! + 1n;
    await expectParity({ chainId, from, to: heads[chainId]! });
    comparedUpTo.set(chainId, heads[chainId]!);
    await holdings.get(chainId)!.follow(heads[chainId]!);
    expect(holdings.get(chainId)!.result.differences).toEqual([]);
  }
}

describe("the index equals the contracts' own views", () => {
  test("after every block of the scenario, on all chains", async () => {
    expect(world.network.chains).toHaveLength(3);
    const heads = await world.heads();
    await world.ponder().waitIndexed(heads);
    const kinds = new Map<number, Set<string>>();
    const rates = new Map<string, number>();
    const compareScenario = async ({ chainId, startBlock, maker, ballast }: ManifestChain) => {
      const to = heads[chainId]!;
      // Ballast's contracts come last; before Maker's are there, they cannot be asked.
      const from = BigInt(maker.length > 0 ? ballast.startBlock : startBlock);
      // Five thousand values at a block: gamma's protocols are compared at every block by tests of
      // their own, and here by npm run parity.
      const every = maker.length > 0 ? 8n : 1n;
      const seen = new Set<string>();
      kinds.set(chainId, seen);
      const comparison = await expectParity({
        ...{ chainId, from, to, every },
        onComparison({ protocol, what }) {
          seen.add(protocol);
          if (protocol !== "rates" && protocol !== "bridged-supply") return;
          const view = /\.?([a-zA-Z]+)\(|(snapshot)/.exec(what)?.slice(1).find(Boolean) ?? what;
          rates.set(view, (rates.get(view) ?? 0) + 1);
        },
      });
      // Blocks × accounts × (tokens or ilks × views, …): far from an empty comparison.
      expect(comparison.blocks).toBeGreaterThan(maker.length > 0 ? 10 : 80);
      expect(comparison.accounts).toBeGreaterThanOrEqual(8);
      expect(comparison.compared).toBeGreaterThan(comparison.blocks * comparison.accounts * 10);
      comparedUpTo.set(chainId, to);
    };
    await Promise.all(world.manifest.chains.map(compareScenario));
    const [alpha, beta] = world.network.chains.map(({ chainId }) => [...kinds.get(chainId)!]);
    expect(alpha).toEqual(expect.arrayContaining(["chainlink", "chainlink-cache"]));
    expect(beta).toEqual(
      expect.arrayContaining(["chainlink", "chronicle", "redstone", "sequencer"]),
    );
    for (const view of ["convertToAssets", "stEthPerToken", "balanceOf", "totalSupply"])
      expect(rates.get(view), view).toBeGreaterThan(80);
    expect(rates.get("snapshot")).toBeGreaterThan(50);
  }, 900_000);

  test("what accounts hold, kept until somebody is named as changed, makes the same markets", async () => {
    for (const { chainId, startBlock } of world.manifest.chains) {
      const comparison = createHoldingsComparison(world, chainId);
      holdings.set(chainId, comparison);
      const head = comparedUpTo.get(chainId)!;
      for (let number = BigInt(startBlock) + holdingsEvery; number < head; number += holdingsEvery)
        await comparison.follow(number);
      await comparison.follow(head);
      const { differences, kept, changed, screened, decidedExactly } = comparison.result;
      expect(differences).toEqual([]);
      expect(changed).toBeGreaterThan(50);
      // Perp v2 is no sum of terms.
      const judged = [...screened.keys(), ...decidedExactly.keys()].filter(
        (one) => one !== "perp-v2",
      );
      for (const name of judged) {
        expect(kept.get(name)).toBeGreaterThan(20);
        const [seen, left] = [screened.get(name) ?? 0, decidedExactly.get(name) ?? 0];
        expect(seen).toBeGreaterThan(10);
        expect(left).toBeLessThan(seen / 5);
      }
    }
    const screened = [...holdings.values()].flatMap(({ result }) => [...result.screened.keys()]);
    expect(new Set(screened)).toEqual(new Set(["aave-v3", "maker", "morpho-blue", "venus"]));
  }, 600_000);

  test("and the comparison finds a scaled balance that is off by one", async () => {
    const { chainId } = world.network.chains[0]!;
    const client = new pg.Client({
      connectionString: world.connectionString,
      options: `-c search_path=${world.schema}`,
    });
    await client.connect();
    try {
      // A temporary table hides the real one from this session.
      await client.query(
        `CREATE TEMPORARY TABLE aave_v3_balance_version AS
         SELECT * FROM ${world.schema}.aave_v3_balance_version`,
      );
      const { rowCount } = await client.query(
        `UPDATE aave_v3_balance_version SET scaled_balance = scaled_balance + 1
         WHERE (chain_id, token, account, block_number) = (
           SELECT chain_id, token, account, block_number FROM aave_v3_balance_version
           WHERE chain_id = $1 ORDER BY block_number DESC LIMIT 1)`,
        [chainId],
      );
      expect(rowCount).toBe(1);
      const head = comparedUpTo.get(chainId)!;
      const facts = drizzle(client, { casing: "snake_case" });
      const { differences } = await compareBlocks({ world, chainId, from: head, to: head, facts });
      expect(differences.map(({ what }) => what).join("\n")).toContain("scaledBalanceOf");
    } finally {
      await client.end();
    }
  });

  test("after blocks that come in live", async () => {
    for (const chain of world.manifest.chains) {
      const create = chain.aaveV3.length > 0 ? createActivity : createMakerActivity;
      const activity = await create(chain);
      activities.set(chain.chainId, activity);
      await activity.mineBlocks(4);
    }
    await expectParityOfNewBlocks();
  });

  test("after a reorg that puts other transactions into five blocks", async () => {
    const { chainId, rpcUrl: url } = world.manifest.chains[0]!;
    const activity = activities.get(chainId)!;
    const [snapshot] = await jsonRpc({ url, calls: [{ method: "evm_snapshot", params: [] }] });
    await activity.mineBlocks(reorgDepth);
    const abandoned = await world.client(chainId).getBlock();
    await world.ponder().waitIndexed({ [chainId]: abandoned.number });
    await expectParity({
      chainId,
      from: abandoned.number - BigInt(reorgDepth) + 1n,
      to: abandoned.number,
    });
    const kept = holdings.get(chainId)!;
    await kept.follow(abandoned.number);
    const undone = await kept.namedAfter(comparedUpTo.get(chainId)!);
    expect(undone.get("aave-v3")).not.toEqual([]);

    await jsonRpc({ url, calls: [{ method: "evm_revert", params: [snapshot] }] });
    expect(await world.client(chainId).getBlockNumber({ cacheTime: 0 })).toBe(
      comparedUpTo.get(chainId),
    );
    const otherActivity = await createActivity(world.manifest.chains[0]!);
    activities.set(chainId, otherActivity);
    await otherActivity.mineBlocks(reorgDepth + 1);
    const replaced = await world.client(chainId).getBlock({ blockNumber: abandoned.number });
    expect(replaced.hash).not.toBe(abandoned.hash);
    await world.ponder().waitIndexed(await world.heads());
    await kept.rollBack(comparedUpTo.get(chainId)!, undone);
    await expectParityOfNewBlocks();
  });

  test("after a reorg that drops the transactions of five blocks", async () => {
    const { chainId, rpcUrl: url } = world.manifest.chains[1]!;
    const activity = activities.get(chainId)!;
    await activity.mineBlocks(reorgDepth);
    const abandoned = await world.client(chainId).getBlock();
    await world.ponder().waitIndexed({ [chainId]: abandoned.number });
    await expectParity({
      chainId,
      from: abandoned.number - BigInt(reorgDepth) + 1n,
      to: abandoned.number,
    });
    const kept = holdings.get(chainId)!;
    await kept.follow(abandoned.number);
    const undone = await kept.namedAfter(comparedUpTo.get(chainId)!);

    await jsonRpc({ url, calls: [{ method: "anvil_reorg", params: [reorgDepth, []] }] });
    const replaced = await world.client(chainId).getBlock({ blockNumber: abandoned.number });
    expect(replaced.hash).not.toBe(abandoned.hash);
    expect(replaced.transactions).toEqual([]);
    const otherActivity = await createActivity(world.manifest.chains[1]!);
    activities.set(chainId, otherActivity);
    await otherActivity.mineBlocks(1);
    await world.ponder().waitIndexed(await world.heads());
    await kept.rollBack(comparedUpTo.get(chainId)!, undone);
    await expectParityOfNewBlocks();
  });

  test("after SIGKILL and a restart, for blocks before, during and after it", async () => {
    for (const [chainId, activity] of activities) {
      await activity.mineBlocks(2);
      await world.ponder().waitIndexed({ [chainId]: comparedUpTo.get(chainId)! + 1n });
    }
    const known = [...comparedUpTo].map(([chainId, to]) => ({ chainId, to }));
    const versions = () => Promise.all(known.map((one) => fingerprintVersions(world, one)));
    const before = await versions();
    expect(before.every((tables) => Object.keys(tables).length > 10)).toBe(true);
    await world.ponder().kill("SIGKILL");
    for (const activity of activities.values()) await activity.mineBlocks(3);
    await world.restart();
    for (const activity of activities.values()) await activity.mineBlocks(2);
    await expectParityOfNewBlocks();
    // What was indexed before is still as it was, row by row; some blocks of it are compared once more.
    expect(await versions()).toEqual(before);
    for (const { chainId } of world.network.chains) {
      const to = comparedUpTo.get(chainId)!;
      await expectParity({ chainId, from: to - 40n, to, every: 8n });
    }
  }, 600_000);
});
