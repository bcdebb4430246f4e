import { type Hex, toEventSelector } from "viem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aaveV3PoolAbi } from "../../abis/aave-v3-pool.ts";
import { aaveV3PoolConfiguratorAbi } from "../../abis/aave-v3-pool-configurator.ts";
import { aaveV3ATokenAbi } from "../../abis/aave-v3-token.ts";
import type { Manifest } from "../../config/manifest.ts";
import { enterEMode, supply } from "../../devnet/aave-v3/pool-transactions.ts";
import { stablecoinEMode } from "../../devnet/aave-v3/reserve-parameters.ts";
import { openAaveStage } from "../support/aave/aave-stage.ts";
import { configure } from "../support/aave/configure-v3-6.ts";
import { openMarket, playEveryAction } from "../support/aave/play-every-action.ts";
import { playBadDebts, playEModes } from "../support/aave/play-v3-6.ts";
import { upgradeToV36 } from "../support/aave/upgrade-to-v3-6.ts";
import { compareBlocks } from "../support/compare-blocks.ts";
import { createIndexWorld, type IndexWorld } from "../support/index-world.ts";

/*
 * Aave v3 in two regimes of arithmetic, and across the change from one to the other: every account's
 * scaled balances, balances and six numbers, and every deficit, after every block, with months in
 * between. The first chain has 3.6 from the start, the second 3.0.2 and is upgraded in mid-history.
 */
const [chainOfV36, chainOfUpgrade] = [31_337, 31_338];
const genesisTimestamp = 1_740_000_000;
let world: IndexWorld;
let upgradeBlock: bigint;

async function play(manifest: Manifest): Promise<void> {
  const newest = await openAaveStage(manifest, chainOfV36);
  await openMarket(newest);
  await playEveryAction(newest);
  await playEModes(newest);
  await playBadDebts(newest);
  await playEveryAction(newest);

  const oldest = await openAaveStage(manifest, chainOfUpgrade);
  const { pool } = oldest;
  await openMarket(oldest);
  const judy = oldest.account("judy");
  await oldest.fund(10_000, "judy");
  await oldest.block(
    12,
    supply({ pool, from: judy, asset: oldest.asset("DAI"), amount: oldest.about("DAI", 4_000) }),
    enterEMode({ pool, from: judy, categoryId: stablecoinEMode.id }),
  );
  await playEveryAction(oldest);
  await upgradeToV36(oldest);
  upgradeBlock = await oldest.chain.client.getBlockNumber({ cacheTime: 0 });
  await oldest.idle(12, 86_400);
  // Until now nobody is in the e-mode's bitmaps, so that it changes nothing for those in it.
  const stable = (["USDC", "DAI"] as const).map((symbol) => oldest.asset(symbol));
  await oldest.block(
    12,
    ...stable.flatMap((asset) => [
      configure(oldest, "setAssetCollateralInEMode", [asset, stablecoinEMode.id, true]),
      configure(oldest, "setAssetBorrowableInEMode", [asset, stablecoinEMode.id, true]),
    ]),
  );
  await playEveryAction(oldest);
  await playBadDebts(oldest);
}

beforeAll(async () => {
  world = await createIndexWorld({
    genesisTimestamp,
    parts: { beta: ["aave-v3", "uniswap-v3", "redstone"], gamma: [] },
    play,
  });
}, 240_000);
afterAll(() => world?.close());

async function expectParity(chainId: number) {
  const heads = await world.heads();
  await world.ponder().waitIndexed(heads);
  const { startBlock } = world.network.chains.find((one) => one.chainId === chainId)!;
  const comparison = await compareBlocks({
    world,
    chainId,
    from: BigInt(startBlock),
    to: heads[chainId]!,
  });
  expect(comparison.differences).toEqual([]);
  expect(comparison.compared).toBeGreaterThan(comparison.blocks * comparison.accounts * 10);
  return comparison;
}

/** How often each event was logged by the market's own contracts. */
async function countEvents(chainId: number): Promise<Record<string, number>> {
  const names = new Map<Hex, string>(
    [...aaveV3PoolAbi, ...aaveV3PoolConfiguratorAbi, ...aaveV3ATokenAbi]
      .filter((item) => item.type === "event")
      .map((event) => [toEventSelector(event), event.name]),
  );
  const logs = await world.client(chainId).getLogs({ fromBlock: 0n, toBlock: "latest" });
  const counts: Record<string, number> = {};
  for (const { topics } of logs) {
    const name = names.get(topics[0] as Hex);
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe("Aave v3 across its revisions", () => {
  test("3.6 equals the contracts after every block", async () => {
    await expectParity(chainOfV36);
    const counts = await countEvents(chainOfV36);
    // A kind that never occurred is not proven.
    for (const [name, least] of Object.entries({
      Mint: 30,
      Burn: 10,
      BalanceTransfer: 10,
      ReserveUsedAsCollateralEnabled: 5,
      ReserveUsedAsCollateralDisabled: 3,
      UserEModeSet: 2,
      LiquidationCall: 5,
      DeficitCreated: 3,
      DeficitCovered: 3,
      EModeCategoryAdded: 3,
      AssetCollateralInEModeChanged: 5,
      AssetBorrowableInEModeChanged: 4,
      AssetLtvzeroInEModeChanged: 6,
      ReserveFrozen: 2,
    }))
      expect(counts[name] ?? 0, name).toBeGreaterThanOrEqual(least);
  }, 200_000);

  test("a market of 3.0.2 equals the contracts before and after its upgrade to 3.6", async () => {
    await expectParity(chainOfUpgrade);
    const revisionAt = (blockNumber: bigint) =>
      world.client(chainOfUpgrade).readContract({
        abi: aaveV3PoolAbi,
        address: world.manifest.chains[1]!.aaveV3[0]!.pool,
        functionName: "POOL_REVISION",
        blockNumber,
      });
    expect([await revisionAt(upgradeBlock - 1n), await revisionAt(upgradeBlock)]).toEqual([
      1n,
      10n,
    ]);
    // The pool and eight tokens.
    expect((await countEvents(chainOfUpgrade)).Upgraded).toBeGreaterThanOrEqual(9);
  }, 200_000);
});
