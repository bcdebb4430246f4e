import type { Address } from "viem";
import { aaveV3OracleAbi } from "../../../abis/aave-v3-oracle.ts";
import { aaveV3PoolViewsAbi } from "../../../abis/aave-v3-views.ts";
import type { ParityCheck, ParityValue } from "../../core/parity.ts";
import type { ComparedMarket } from "./parity.ts";

/** Every reserve that the pool lists: tokens, indexes, rates, configuration, deficit and price. */
export async function reserveChecks(compared: ComparedMarket): Promise<ParityCheck[]> {
  const found = await Promise.all(compared.assets.map((asset) => checksOf(compared, asset)));
  return found.flat();
}

async function checksOf(
  { contracts, block, market, marketId, pool, deficits }: ComparedMarket,
  asset: Address,
): Promise<ParityCheck[]> {
  const at = { block, address: market.pool, abi: aaveV3PoolViewsAbi, args: [asset] } as const;
  const [data, income, debtIndex, deficit, price] = await Promise.all([
    contracts.read({ ...at, functionName: "getReserveData" }),
    contracts.read({ ...at, functionName: "getReserveNormalizedIncome" }),
    contracts.read({ ...at, functionName: "getReserveNormalizedVariableDebt" }),
    contracts.read({ ...at, functionName: "getReserveDeficit" }),
    contracts.read({
      block,
      address: market.oracle,
      abi: aaveV3OracleAbi,
      functionName: "getAssetPrice",
      args: [asset],
    }),
  ]);
  const reserve = pool?.reserves.find((one) => one.asset === asset);
  const name = reserve?.symbol ?? asset;
  const check = (what: string, indexed: ParityValue | undefined, contract: ParityValue) => ({
    marketId,
    account: null,
    what,
    indexed: indexed ?? null,
    contract,
  });
  const bits = data === null ? null : configurationBits(data.configuration);
  const of = (field: string) => `Pool.getReserveData(${name}).${field}`;
  const configured = (field: string) => `Pool.getConfiguration(${name}).${field}`;
  return [
    check(of("aTokenAddress"), reserve?.aToken, lowerCase(data?.aTokenAddress)),
    check(
      of("variableDebtTokenAddress"),
      reserve?.variableDebtToken,
      lowerCase(data?.variableDebtTokenAddress),
    ),
    check(of("liquidityIndex"), reserve?.liquidityIndexRay, data?.liquidityIndex ?? null),
    check(
      of("variableBorrowIndex"),
      reserve?.variableBorrowIndexRay,
      data?.variableBorrowIndex ?? null,
    ),
    check(
      of("currentLiquidityRate"),
      reserve?.liquidityRateRay,
      data?.currentLiquidityRate ?? null,
    ),
    check(
      of("currentVariableBorrowRate"),
      reserve?.variableBorrowRateRay,
      data?.currentVariableBorrowRate ?? null,
    ),
    check(`Pool.getReserveNormalizedIncome(${name})`, reserve?.incomeRay, income),
    check(`Pool.getReserveNormalizedVariableDebt(${name})`, reserve?.debtIndexRay, debtIndex),
    check(configured("ltv"), integer(reserve?.ltvBps), bits?.ltv ?? null),
    check(
      configured("liquidationThreshold"),
      integer(reserve?.liquidationThresholdBps),
      bits?.liquidationThreshold ?? null,
    ),
    check(
      configured("liquidationBonus"),
      integer(reserve?.liquidationBonusBps),
      bits?.liquidationBonus ?? null,
    ),
    check(configured("decimals"), integer(reserve?.decimals), bits?.decimals ?? null),
    check(configured("active"), reserve?.active, bits?.active ?? null),
    check(configured("frozen"), reserve?.frozen, bits?.frozen ?? null),
    check(configured("paused"), reserve?.paused, bits?.paused ?? null),
    // Before 3.3 a pool has no such view, and no deficit either.
    check(`Pool.getReserveDeficit(${name})`, deficits(market.pool, asset), deficit ?? 0n),
    check(`AaveOracle.getAssetPrice(${name})`, reserve?.priceBase, price),
  ];
}

/** The terms of every e-mode that the index knows. */
export async function eModeChecks({
  contracts,
  block,
  market,
  marketId,
  pool,
}: ComparedMarket): Promise<ParityCheck[]> {
  const found = await Promise.all(
    [...(pool?.eModes ?? [])].map(async ([id, eMode]): Promise<ParityCheck[]> => {
      const category = await contracts.read({
        block,
        address: market.pool,
        abi: aaveV3PoolViewsAbi,
        functionName: "getEModeCategoryData",
        args: [id],
      });
      const of = (field: string) => `Pool.getEModeCategoryData(${id}).${field}`;
      const check = (field: string, indexed: bigint, contract: number | undefined) => ({
        marketId,
        account: null,
        what: of(field),
        indexed,
        contract: integer(contract) ?? null,
      });
      return [
        check("ltv", eMode.ltvBps, category?.ltv),
        check(
          "liquidationThreshold",
          eMode.liquidationThresholdBps,
          category?.liquidationThreshold,
        ),
      ];
    }),
  );
  return found.flat();
}

/** ReserveConfiguration.sol: where a reserve's settings are in its bitmap. */
function configurationBits(configuration: bigint) {
  const bits = (from: bigint, count: bigint) => (configuration >> from) & ((1n << count) - 1n);
  return {
    ltv: bits(0n, 16n),
    liquidationThreshold: bits(16n, 16n),
    liquidationBonus: bits(32n, 16n),
    decimals: bits(48n, 8n),
    active: bits(56n, 1n) === 1n,
    frozen: bits(57n, 1n) === 1n,
    paused: bits(60n, 1n) === 1n,
  };
}

function integer(value: number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value);
}

function lowerCase(address: string | undefined): string | null {
  return address?.toLowerCase() ?? null;
}
