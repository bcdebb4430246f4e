import { asc, eq } from "drizzle-orm";
import { type Abi, type Address, parseAbi, parseEventLogs } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
/** Some 50,000 reads: a quarter of a minute, and several on a machine that does much else. */
const comparisonTimeoutMilliseconds = 400_000;

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
      contracts: createContractReader({
        clients: new Map([[chainId, publicClient]]),
        batch: true,
      }),
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
    accounts = [...Object.values(people), vTokens[1]!];
  });
  afterAll(() => world?.stop());

  it(
    "equals the contracts' views after every block",
    async () => {
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
    },
    comparisonTimeoutMilliseconds,
  );

  it("saw every event that changes what somebody has or owes, and its reserves and rules", async () => {
    const { manifest, publicClient, artifacts, store } = world;
    const { venus } = manifest.chains[0]!;
    const namesOf = async (addresses: readonly Address[], abi: Abi) => {
      const logs = await publicClient.getLogs({ address: [...addresses], fromBlock: 0n });
      const occurred = parseEventLogs({ abi, logs }).map(({ eventName }) => String(eventName));
      const never = abi
        .flatMap((item) => (item.type === "event" ? [item.name] : []))
        .filter((name) => !occurred.includes(name));
      return { occurred, never };
    };
    const vTokens = await namesOf(
      venus.flatMap(({ markets }) => markets.map(({ vToken }) => vToken)),
      artifacts.VToken.abi,
    );
    const comptrollers = await namesOf(
      venus.map(({ comptroller }) => comptroller),
      artifacts.Comptroller.abi,
    );
    // None of these changes an amount: owners, permissions, tokens sent by mistake, rewards.
    expect(vTokens.never).toEqual(["OwnershipTransferStarted", "SweepToken"]);
    expect(comptrollers.never).toEqual([
      "NewPrimeToken",
      "NewRewardsDistributor",
      "OwnershipTransferStarted",
    ]);
    const count = (name: string) => vTokens.occurred.filter((one) => one === name).length;
    const liquidations = await store.db.select().from(venusLiquidation);
    const badDebts = await store.db.select().from(venusBadDebt);
    expect(liquidations).toHaveLength(count("LiquidateBorrow"));
    expect(badDebts).toHaveLength(count("BadDebtIncreased"));
    // Seizures without a LiquidateBorrow: of healed accounts.
    expect(count("ProtocolSeize")).toBeGreaterThan(count("LiquidateBorrow"));
    expect(Object.keys(world.randomCounts)).toEqual(
      expect.arrayContaining([
        ...["supply", "redeem", "redeemUnderlying", "transfer", "enter", "exit", "borrow", "repay"],
        ...["accrue", "price", "factors", "minimum", "reserves", "liquidate"],
      ]),
    );
  });

  it("states positions in the underlying, as the contracts do after an accrual", async () => {
    const { publicClient } = world;
    const block = blocks.at(-1)!;
    const markets = await venusAdapter.readMarkets({ ...place, block, accounts });
    // Looked through to the underlying already: there is nothing left to resolve.
    const seen = await lookThrough({ ...place, block, adapters: protocolAdapters, markets });
    expect(seen.map(({ positions }) => positions)).toEqual(
      markets.map(({ positions }) => positions),
    );
    let compared = 0;
    for (const { account, positions } of markets) {
      for (const { kind, amount, bookedAmount, holder, wrappedIn } of positions) {
        const contract = { address: holder, args: [account], blockNumber: block.number } as const;
        const current = { ...contract, abi: venusAccruingViewsAbi } as const;
        const stored = { ...contract, abi: venusVTokenAbi } as const;
        const read = publicClient.readContract;
        compared += 1;
        if (kind === "debt") {
          expect(amount).toBe(await read({ ...current, functionName: "borrowBalanceCurrent" }));
          expect(bookedAmount).toBe(await read({ ...stored, functionName: "borrowBalanceStored" }));
        } else {
          expect(amount).toBe(await read({ ...current, functionName: "balanceOfUnderlying" }));
          expect(wrappedIn?.map((shares) => shares.amount)).toEqual([
            await read({ ...stored, functionName: "balanceOf" }),
          ]);
        }
      }
    }
    expect(compared).toBeGreaterThan(15);
  });

  it("says where an accrual turns the verdict, and where there is none", async () => {
    const { playedBlocks, publicClient, lens, manifest } = world;
    const { venus } = manifest.chains[0]!;
    const lensAbi = parseAbi([
      "function accruedShortfall(address comptroller, address account) view returns (uint256)",
    ]);
    const causes = new Set<string>();
    let turned = 0;
    for (const block of blocks.filter(({ number }) => playedBlocks.has(Number(number)))) {
      const markets = await venusAdapter.readMarkets({ ...place, block, accounts });
      for (const code of codesOf(markets)) causes.add(code);
      const unknown = markets.filter(({ health }) => health === null);
      expect(unknown.every((market) => codesOf([market]).includes("market-price-missing"))).toBe(
        true,
      );
      await Promise.all(
        markets.map(async (market) => {
          if (market.health === null) return;
          const { comptroller } = venus.find(({ id }) => market.marketId === `venus:${id}`)!;
          const shortfall = await publicClient.readContract({
            address: lens,
            abi: lensAbi,
            functionName: "accruedShortfall",
            args: [comptroller, market.account],
            blockNumber: block.number,
          });
          const says = codesOf([market]).includes("accrual-changes-verdict");
          expect(says).toBe(shortfall > 0n && !market.health.liquidatable);
          if (says) turned += 1;
        }),
      );
    }
    expect([...causes].sort()).toEqual([
      "accrual-changes-verdict",
      "forced-liquidation",
      "market-price-missing",
    ]);
    expect(turned).toBeGreaterThan(0);
  });

  it("counts each unit once: a vToken's own account holds for others", async () => {
    const { manifest, people } = world;
    const block = blocks.at(-1)!;
    const [core] = manifest.chains[0]!.venus;
    const { vToken, underlying } = core!.markets.find(
      ({ underlyingSymbol }) => underlyingSymbol === "USDC",
    )!;
    const known = await venusAdapter.readAccounts({ ...place, block });
    for (const person of Object.values(people)) expect(known).toContain(person);
    // Somebody has sent vUSDC to it; the others are only mentioned when redeemed.
    const vTokens = manifest.chains[0]!.venus.flatMap(({ markets }) => markets);
    expect(vTokens.filter((one) => known.includes(one.vToken))).toEqual([
      expect.objectContaining({ vToken }),
    ]);
    const markets = await venusAdapter.readMarkets({ ...place, block, accounts: [vToken] });
    const [own] = await lookThrough({ ...place, block, adapters: [venusAdapter], markets });
    expect(own?.passThrough).toBe(true);
    // A share that is held elsewhere, as collateral of a vault say.
    const held: AccountMarket = {
      ...own!,
      account: people.alice,
      protocol: "elsewhere",
      positions: [
        {
          kind: "collateral",
          asset: assetCaip19(chainId, vToken),
          symbol: "vUSDC_core",
          decimals: 8,
          amount: 123_456_789n,
          holder: people.bob,
          securesDebt: false,
          enforceability: "observed",
        },
      ],
    };
    const [resolved] = await lookThrough({
      ...place,
      block,
      adapters: [venusAdapter],
      markets: [held],
    });
    const exchangeRate = await world.publicClient.readContract({
      address: vToken,
      abi: venusAccruingViewsAbi,
      functionName: "exchangeRateCurrent",
      blockNumber: block.number,
    });
    expect(resolved?.positions).toMatchObject([
      {
        asset: assetCaip19(chainId, underlying),
        symbol: "USDC",
        decimals: 6,
        amount: (exchangeRate * 123_456_789n) / 10n ** 18n,
        wrappedIn: [{ symbol: "vUSDC_core", decimals: 8, amount: 123_456_789n }],
      },
    ]);
  });
});

function codesOf(markets: readonly AccountMarket[]): string[] {
  return markets.flatMap(({ causes }) => causes.map(({ code }) => code));
}

function describeCheck({ number }: BlockReference, check: ParityCheck): string {
  const { account, what, indexed, contract } = check;
  return `block ${number}, ${account}: ${what} is ${contract}, indexed ${indexed}`;
}
