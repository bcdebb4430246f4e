import { and, desc, eq, lte } from "drizzle-orm";
import { type Address, erc20Abi, parseAbi } from "viem";
import { erc4626Abi } from "../../../abis/erc4626.ts";
import { morphoBlueOracleAbi } from "../../../abis/morpho-blue.ts";
import type { NetworkChain } from "../../../config/network.ts";
import { morphoActionsAbi } from "../../../devnet/morpho-blue/morpho-admin-abi.ts";
import { type LocalMarket, marketParams } from "../../../devnet/morpho-blue/morpho-transactions.ts";
import type { BlockReference } from "../../../src/core/block-vector.ts";
import type { ContractReader } from "../../../src/core/contract-reader.ts";
import type { FactsReader } from "../../../src/core/facts-reader.ts";
import type { AccountMarket } from "../../../src/core/position.ts";
import { erc4626Adapter } from "../../../src/protocols/erc4626/adapter.ts";
import { morphoBlueAdapter } from "../../../src/protocols/morpho-blue/adapter.ts";
import { readPositions } from "../../../src/protocols/morpho-blue/read-positions.ts";
import { morphoBlueTotalsVersion } from "../../../src/protocols/morpho-blue/schema.ts";
import { readOrAbsent } from "../compare/read-or-absent.ts";
import type { Check } from "../compare-with-contracts.ts";
import type { MorphoWorld } from "./open-morpho-world.ts";

const lensAbi = parseAbi([
  "struct MarketParams { address loanToken; address collateralToken; address oracle; address irm; uint256 lltv; }",
  "struct Market { uint128 totalSupplyAssets; uint128 totalSupplyShares; uint128 totalBorrowAssets; uint128 totalBorrowShares; uint128 lastUpdate; uint128 fee; }",
  "struct Amounts { uint256 supplyAssets; uint256 borrowAssets; uint256 collateral; }",
  "function accrued(address morpho, MarketParams params, address[] users) view returns (uint256 timestamp, Market market, Amounts[] amounts)",
  "function liquidatable(address morpho, MarketParams params, address borrower) view returns (bool)",
]);

export type MorphoComparison = {
  world: MorphoWorld;
  place: {
    facts: FactsReader;
    contracts: ContractReader;
    chain: NetworkChain;
    block: BlockReference;
  };
  accounts: readonly Address[];
  check: Check;
};

/**
 * Every market and position at a block against Morpho: as stored (`market`, `position`), and accrued
 * to the block, in amounts and verdict, by a lens that makes Morpho itself accrue in the call.
 */
export async function compareMorpho(comparison: MorphoComparison): Promise<void> {
  const { world, place, accounts } = comparison;
  const positions = await readPositions({ ...place, accounts });
  const derived = await morphoBlueAdapter.readMarkets({ ...place, accounts });
  await Promise.all(
    Object.entries(world.markets).map(async ([name, market]) => {
      await compareMarket(comparison, name, market);
      const mine = derived.filter(({ marketId }) => marketId === `morpho-blue:${market.id}`);
      await compareAccrued(comparison, name, market, mine);
      await Promise.all(
        accounts.map(async (account) => {
          const row = positions.find((one) => one.account === account && one.market === market.id);
          comparison.check(
            `Morpho.position(${name}, ${account})`,
            [row?.supplyShares ?? 0n, row?.borrowShares ?? 0n, row?.collateral ?? 0n],
            await read(comparison, "position", [market.id, account]),
          );
        }),
      );
    }),
  );
}

async function compareMarket(
  comparison: MorphoComparison,
  name: string,
  market: LocalMarket,
): Promise<void> {
  const { place, world, check } = comparison;
  const [row] = await place.facts
    .select()
    .from(morphoBlueTotalsVersion)
    .where(
      and(
        eq(morphoBlueTotalsVersion.chainId, place.chain.chainId),
        eq(morphoBlueTotalsVersion.morpho, world.morpho),
        eq(morphoBlueTotalsVersion.market, market.id),
        lte(morphoBlueTotalsVersion.blockNumber, place.block.number),
      ),
    )
    .orderBy(desc(morphoBlueTotalsVersion.blockNumber))
    .limit(1);
  check(
    `Morpho.market(${name})`,
    row === undefined
      ? [0n, 0n, 0n, 0n, 0n, 0n]
      : [
          row.totalSupplyAssets,
          row.totalSupplyShares,
          row.totalBorrowAssets,
          row.totalBorrowShares,
          row.lastUpdateSeconds,
          row.feeWad,
        ],
    await read(comparison, "market", [market.id]),
  );
}

async function compareAccrued(
  { world, place, accounts, check }: MorphoComparison,
  name: string,
  market: LocalMarket,
  derived: readonly AccountMarket[],
): Promise<void> {
  const { client } = world.chain;
  const { block } = place;
  const lens = { abi: lensAbi, address: world.lens, blockNumber: block.number } as const;
  const accrued = await readOrAbsent(
    client.readContract({
      ...lens,
      functionName: "accrued",
      args: [world.morpho, marketParams(market), accounts],
    }),
  );
  // Before the lens or the market is there.
  if (accrued === "absent") {
    check(`${name} before it is there`, derived.length, 0);
    return;
  }
  const [timestamp, , amounts] = accrued;
  check("time of a call at the block", timestamp, block.timestampSeconds);
  await Promise.all(
    accounts.map(async (account, index) => {
      const own = derived.find((one) => one.account === account);
      const amount = amounts[index]!;
      const of = (kind: "collateral" | "debt", securesDebt: boolean) =>
        own?.positions.find((one) => one.kind === kind && one.securesDebt === securesDebt)
          ?.amount ?? 0n;
      check(
        `amounts of ${account} in ${name} after accrueInterest`,
        [of("collateral", false), of("debt", true), of("collateral", true)],
        [amount.supplyAssets, amount.borrowAssets, amount.collateral],
      );
      if (amount.borrowAssets === 0n && amount.collateral === 0n) {
        check(`verdict on a supplier in ${name}`, own?.health ?? null, null);
        return;
      }
      const price = await readOrAbsent(
        client.readContract({
          abi: morphoBlueOracleAbi,
          address: market.oracle,
          functionName: "price",
          blockNumber: block.number,
        }),
      );
      if (price === "absent") {
        check(
          `verdict of ${name} without a price`,
          [own?.health, own?.causes.map(({ code }) => code)],
          [null, ["market-price-missing"]],
        );
        return;
      }
      check(
        `whether Morpho would liquidate ${account} in ${name}`,
        own?.health?.liquidatable,
        await client.readContract({
          ...lens,
          functionName: "liquidatable",
          args: [world.morpho, marketParams(market), account],
        }),
      );
      await checkLargestBorrow({ world, market, account, own, block, name, check });
    }),
  );
}

/** Morpho lends what the verdict says is left, up to its own rounding, and not one unit more. */
async function checkLargestBorrow(parameters: {
  world: MorphoWorld;
  market: LocalMarket;
  account: Address;
  own: AccountMarket | undefined;
  block: BlockReference;
  name: string;
  check: Check;
}): Promise<void> {
  const { world, market, account, own, block, name, check } = parameters;
  const borrow = async (assets: bigint): Promise<string> => {
    try {
      await world.chain.client.simulateContract({
        abi: morphoActionsAbi,
        address: world.morpho,
        account,
        functionName: "borrow",
        args: [marketParams(market), assets, 0n, account, account],
        blockNumber: block.number,
      });
      return "healthy";
    } catch (error) {
      const text = String(error);
      if (text.includes("insufficient collateral")) return "not healthy";
      // Checked after the account's health.
      if (text.includes("insufficient liquidity")) return "healthy";
      throw error;
    }
  };
  const left = own?.health?.availableBorrowsBase ?? 0n;
  check(`borrowing more than ${account} may in ${name}`, await borrow(left + 1n), "not healthy");
  if (left > 3n) {
    check(`borrowing what ${account} may in ${name}`, await borrow(left - 2n), "healthy");
  }
}

/** Shares of every vault, and what they stand for, against the vaults. */
export async function compareVaults(comparison: MorphoComparison): Promise<void> {
  const { world, place, accounts, check } = comparison;
  const { client } = world.chain;
  const vaults = [world.meta.vault, world.vaultOfShares, world.vaultOfWeth];
  const derived = await erc4626Adapter.readMarkets({ ...place, accounts });
  const shares = await erc4626Adapter.readShareTokens!({ ...place, tokens: vaults });
  const blockNumber = place.block.number;
  await Promise.all(
    vaults.flatMap((vault) =>
      accounts.map(async (account) => {
        const own = derived.find(
          (one) => one.account === account && one.marketId === `erc4626:${vault}`,
        );
        const amount = own?.positions[0]?.amount ?? 0n;
        const balance = await readOrAbsent(
          client.readContract({
            abi: erc20Abi,
            address: vault,
            functionName: "balanceOf",
            args: [account],
            blockNumber,
          }),
        );
        check(
          `balanceOf(${account}) of vault ${vault}`,
          amount,
          balance === "absent" ? 0n : balance,
        );
        if (amount === 0n) return;
        check(
          `what ${account} has in vault ${vault}`,
          await shares.get(vault)?.toUnderlying(amount, "down"),
          await client.readContract({
            abi: erc4626Abi,
            address: vault,
            functionName: "convertToAssets",
            args: [amount],
            blockNumber,
          }),
        );
      }),
    ),
  );
}

async function read(
  { world, place }: MorphoComparison,
  functionName: "position" | "market",
  args: readonly [`0x${string}`] | readonly [`0x${string}`, Address],
): Promise<unknown> {
  const answer = await readOrAbsent(
    world.chain.client.readContract({
      abi: morphoActionsAbi,
      address: world.morpho,
      functionName,
      args: args as never,
      blockNumber: place.block.number,
    }),
  );
  if (answer !== "absent") return answer;
  return functionName === "position" ? [0n, 0n, 0n] : [0n, 0n, 0n, 0n, 0n, 0n];
}
