import { and, desc, eq, lte } from "drizzle-orm";
import { type Address, maxUint256, parseAbi } from "viem";
import { aaveV3OracleAbi } from "../../../abis/aave-v3-oracle.ts";
import { aaveV3PoolAbi } from "../../../abis/aave-v3-pool.ts";
import { aaveV3ScaledTokenAbi } from "../../../abis/aave-v3-token.ts";
import { assetCaip19 } from "../../../src/core/identifiers.ts";
import type { AccountMarket } from "../../../src/core/position.ts";
import { aaveV3Adapter } from "../../../src/protocols/aave-v3/adapter.ts";
import { aaveV3DeficitVersion } from "../../../src/protocols/aave-v3/deficit-schema.ts";
import { readAccountStates } from "../../../src/protocols/aave-v3/read-accounts.ts";
import { readPools } from "../../../src/protocols/aave-v3/read-pools.ts";
import type { Check, Comparison, ContractRead } from "../compare-with-contracts.ts";
import { contractsOf } from "./contracts-of.ts";
import { readOrAbsent } from "./read-or-absent.ts";

const deficitAbi = parseAbi(["function getReserveDeficit(address asset) view returns (uint256)"]);

/** Balances, health, own prices and deficits of every Aave v3 market of the chain. */
export async function compareAave(comparison: Comparison, check: Check): Promise<ContractRead[]> {
  const { facts, chain, manifest, block, publicClient, accounts } = comparison;
  const markets = await aaveV3Adapter.readMarkets({
    facts,
    contracts: contractsOf(comparison),
    chain,
    block,
    accounts,
  });
  const pools = await readPools({ facts, chain, block });
  const states = await readAccountStates({ facts, block, pools, accounts });
  const blockNumber = block.number;
  const deficits = await facts
    .selectDistinctOn([aaveV3DeficitVersion.pool, aaveV3DeficitVersion.asset])
    .from(aaveV3DeficitVersion)
    .where(
      and(
        eq(aaveV3DeficitVersion.chainId, chain.chainId),
        lte(aaveV3DeficitVersion.blockNumber, blockNumber),
      ),
    )
    .orderBy(
      aaveV3DeficitVersion.pool,
      aaveV3DeficitVersion.asset,
      desc(aaveV3DeficitVersion.blockNumber),
    );

  return manifest.aaveV3.flatMap((market) => {
    const pool = pools.find(({ address }) => address === market.pool);
    // Named by the chain alone: the adapter must not miss one of the market's reserves.
    const prices = market.reserves.map((reserve) => async () => {
      const contractPrice = await readOrAbsent(
        publicClient.readContract({
          abi: aaveV3OracleAbi,
          address: market.oracle,
          functionName: "getAssetPrice",
          args: [reserve.asset],
          blockNumber,
        }),
      );
      const indexed = pool?.reserves.find(({ asset }) => asset === reserve.asset);
      check(
        `AaveOracle.getAssetPrice(${reserve.symbol})`,
        indexed === undefined || indexed.priceBase === null ? "absent" : indexed.priceBase,
        indexed === undefined ? "absent" : contractPrice,
      );
    });
    const badDebts = market.reserves.map(({ asset, symbol }) => async () => {
      // Before 3.3 a pool has no such view, and no deficit either.
      const deficit = await readOrAbsent(
        publicClient.readContract({
          abi: deficitAbi,
          address: market.pool,
          functionName: "getReserveDeficit",
          args: [asset],
          blockNumber,
        }),
      );
      const indexed = deficits.find((one) => one.pool === market.pool && one.asset === asset);
      check(
        `Pool.getReserveDeficit(${symbol})`,
        indexed?.deficit ?? 0n,
        deficit === "absent" ? 0n : deficit,
      );
    });
    const balances = accounts.map((account) => async () => {
      const own = markets.find(
        (one) => one.account === account && one.marketId === `aave-v3:${market.id}`,
      );
      const data = readOrAbsent(
        publicClient.readContract({
          abi: aaveV3PoolAbi,
          address: market.pool,
          functionName: "getUserAccountData",
          args: [account],
          blockNumber,
        }),
      );
      const tokens = market.reserves.flatMap((reserve) => [
        { reserve, kind: "collateral", token: reserve.aToken } as const,
        { reserve, kind: "debt", token: reserve.variableDebtToken } as const,
      ]);
      await Promise.all(
        tokens.map(async ({ reserve, kind, token }) => {
          const contract = { abi: aaveV3ScaledTokenAbi, address: token, blockNumber } as const;
          const [scaled, balance] = await Promise.all([
            readOrAbsent(
              publicClient.readContract({
                ...contract,
                functionName: "scaledBalanceOf",
                args: [account],
              }),
            ),
            readOrAbsent(
              publicClient.readContract({
                ...contract,
                functionName: "balanceOf",
                args: [account],
              }),
            ),
          ]);
          const name = `${kind} token of ${reserve.symbol}`;
          check(
            `${name}, scaledBalanceOf(${account})`,
            states.scaledBalance(account, token),
            zeroIfAbsent(scaled),
          );
          check(
            `${name}, balanceOf(${account})`,
            amountOf(own, kind, { chainId: chain.chainId, asset: reserve.asset }),
            zeroIfAbsent(balance),
          );
        }),
      );
      check(`Pool.getUserAccountData(${account})`, sixNumbers(own), await data);
    });
    return [...prices, ...badDebts, ...balances];
  });
}

/** As getUserAccountData returns them; an account that the index does not know has nothing. */
function sixNumbers(market: AccountMarket | undefined): readonly bigint[] | "absent" {
  if (market === undefined) return [0n, 0n, 0n, 0n, 0n, maxUint256];
  if (market.health === null) return "absent";
  const health = market.health;
  return [
    health.totalCollateralBase,
    health.totalDebtBase,
    health.availableBorrowsBase,
    health.currentLiquidationThresholdBps,
    health.ltvBps,
    health.healthFactorWad ?? maxUint256,
  ];
}

function amountOf(
  market: AccountMarket | undefined,
  kind: "collateral" | "debt",
  { chainId, asset }: { chainId: number; asset: Address },
): bigint {
  const caip19 = assetCaip19(chainId, asset);
  return market?.positions.find((one) => one.kind === kind && one.asset === caip19)?.amount ?? 0n;
}

/** A token that is not deployed yet holds nothing. */
function zeroIfAbsent(value: bigint | "absent"): bigint {
  return value === "absent" ? 0n : value;
}
