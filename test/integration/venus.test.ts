import { and, asc, eq } from "drizzle-orm";
import { type Address, parseEventLogs } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { venusComptrollerAbi } from "../../abis/venus-comptroller.ts";
import { venusAccruingViewsAbi, venusVTokenAbi } from "../../abis/venus-vtoken.ts";
import { networkFromManifest } from "../../config/network.ts";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import { lookThrough } from "../../src/api/valuation/look-through.ts";
import { chainBlock } from "../../src/blocks/schema.ts";
import type { BlockReference } from "../../src/core/block-vector.ts";
import { assetCaip19 } from "../../src/core/identifiers.ts";
import type { ParityCheck } from "../../src/core/parity.ts";
import type { AccountMarket } from "../../src/core/position.ts";
import { protocolAdapters } from "../../src/protocols/adapters.ts";
import type { ReadPlace } from "../../src/protocols/protocol-adapter.ts";
import { venusAdapter } from "../../src/protocols/venus/adapter.ts";
import { venusBadDebt, venusLiquidation } from "../../src/protocols/venus/schema.ts";
import { startVenusWorld, type VenusWorld } from "../support/venus/start-venus-world.ts";

const chainId = 31_340;

describe("Venus' isolated pools on a real chain, indexed by Ponder", () => {
  let world: VenusWorld;
  let blocks: BlockReference[];
  let accounts: Address[];
  let place: Omit<ReadPlace, "block">;

  beforeAll(async () => {
    world = await startVenusWorld();
    const { store, publicClient, manifest, people } = world;
    place = {
      facts: store.db,
      contracts: createContractReader({ clients: new Map([[chainId, publicClient]]) }),
      chain: networkFromManifest(manifest).chains[0]!,
    };
    blocks = await store.db
      .select({
        chainId: chainBlock.chainId,
        number: chainBlock.number,
        hash: chainBlock.hash,
        timestampSeconds: chainBlock.timestampSeconds,
      })
      .from(chainBlock)
      .where(eq(chainBlock.chainId, chainId))
      .orderBy(asc(chainBlock.number));
    const vTokens = manifest.chains[0]!.venus.flatMap(({ markets }) =>
      markets.map(({ vToken }) => vToken),
    );
    accounts = [...Object.values(people), vTokens[1]!, manifest.chains[0]!.venus[0]!.governance];
  });
  afterAll(() => world?.stop());

  it("equals the contracts' views after every block", async () => {
    const { playedBlocks, publicClient, head } = world;
    expect(blocks).toHaveLength(head);
    const different: string[] = [];
    const compared = new Map<string, number>();
    for (const block of blocks.filter(({ number }) => playedBlocks.has(Number(number)))) {
      // Of the history that stands, not of the one that was undone.
      expect((await publicClient.getBlock({ blockNumber: block.number })).hash).toBe(block.hash);
      for (const check of await venusAdapter.readParity!({ ...place, block, accounts })) {
        const kind = check.what.replace(/^v\w+\./, "vToken.").replace(/\(v\w+\)/, "(vToken)");
        compared.set(kind, (compared.get(kind) ?? 0) + 1);
        if (check.indexed !== check.contract) different.push(describeCheck(block, check));
      }
    }
    expect(different.slice(0, 5)).toEqual([]);
    expect([...compared.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50_000);
    expect([...compared.keys()].sort()).toMatchInlineSnapshot(`
      [
        "Comptroller.checkMembership(vToken)",
        "Comptroller.closeFactorMantissa()",
        "Comptroller.getAccountLiquidity.liquidity",
        "Comptroller.getAccountLiquidity.shortfall",
        "Comptroller.getBorrowingPower.liquidity",
        "Comptroller.getBorrowingPower.shortfall",
        "Comptroller.isForcedLiquidationEnabled(vToken)",
        "Comptroller.liquidationIncentiveMantissa()",
        "Comptroller.markets(vToken).collateralFactorMantissa",
        "Comptroller.markets(vToken).isListed",
        "Comptroller.markets(vToken).liquidationThresholdMantissa",
        "Comptroller.minLiquidatableCollateral()",
        "Comptroller.oracle()",
        "liquidatable, by Comptroller.getAccountLiquidity",
        "vToken.accrualBlockNumber()",
        "vToken.badDebt()",
        "vToken.balanceOf",
        "vToken.balanceOfUnderlying",
        "vToken.borrowBalanceCurrent",
        "vToken.borrowBalanceStored",
        "vToken.borrowIndex()",
        "vToken.exchangeRateCurrent()",
        "vToken.exchangeRateStored()",
        "vToken.getAccountSnapshot.borrowBalance",
        "vToken.getAccountSnapshot.exchangeRate",
        "vToken.getAccountSnapshot.vTokenBalance",
        "vToken.protocolSeizeShareMantissa()",
        "vToken.reserveFactorMantissa()",
        "vToken.totalBorrows()",
        "vToken.totalBorrowsCurrent()",
        "vToken.totalReserves()",
        "vToken.totalSupply()",
      ]
    `);
  });
});

function describeCheck({ number }: BlockReference, check: ParityCheck): string {
  const { account, what, indexed, contract } = check;
  return `block ${number}, ${account}: ${what} is ${contract}, indexed ${indexed}`;
}
