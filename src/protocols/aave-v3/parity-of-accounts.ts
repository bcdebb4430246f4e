import { type Address, maxUint256 } from "viem";
import { aaveV3PoolAbi } from "../../../abis/aave-v3-pool.ts";
import { aaveV3ScaledTokenAbi } from "../../../abis/aave-v3-token.ts";
import { aaveV3PoolViewsAbi } from "../../../abis/aave-v3-views.ts";
import { assetCaip19 } from "../../core/identifiers.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { ComparedMarket } from "./parity.ts";
import type { Reserve } from "./read-reserves.ts";

const SIX_NUMBERS = [
  "totalCollateralBase",
  "totalDebtBase",
  "availableBorrowsBase",
  "currentLiquidationThreshold",
  "ltv",
  "healthFactor",
] as const;

/** Each account's balances in every reserve, its flags and e-mode, and the pool's verdict on it. */
export async function accountChecks(compared: ComparedMarket): Promise<ParityCheck[]> {
  const reserves = compared.pool?.reserves ?? [];
  const ids = await readReserveIds(compared, reserves);
  const found = await Promise.all(
    compared.accounts.map(async (account) => {
      const checks = await Promise.all([
        verdictChecks(compared, account),
        flagChecks(compared, account, ids),
        ...reserves.map((reserve) => balanceChecks(compared, account, reserve)),
      ]);
      return checks.flat();
    }),
  );
  return found.flat();
}

async function balanceChecks(
  { contracts, block, marketId, states, marketOf }: ComparedMarket,
  account: Address,
  reserve: Reserve,
): Promise<ParityCheck[]> {
  const own = marketOf(account);
  const tokens = [
    { kind: "collateral", token: reserve.aToken, name: `a${reserve.symbol}` },
    { kind: "debt", token: reserve.variableDebtToken, name: `variableDebt${reserve.symbol}` },
  ] as const;
  const found = await Promise.all(
    tokens.map(async ({ kind, token, name }): Promise<ParityCheck[]> => {
      const at = { block, address: token, abi: aaveV3ScaledTokenAbi, args: [account] } as const;
      const [scaled, balance] = await Promise.all([
        contracts.read({ ...at, functionName: "scaledBalanceOf" }),
        contracts.read({ ...at, functionName: "balanceOf" }),
      ]);
      return [
        {
          marketId,
          account,
          what: `${name}.scaledBalanceOf(${account})`,
          indexed: states.scaledBalance(account, token),
          contract: scaled,
        },
        {
          marketId,
          account,
          what: `${name}.balanceOf(${account})`,
          indexed: amountOf(own, kind, block.chainId, reserve.asset),
          contract: balance,
        },
      ];
    }),
  );
  return found.flat();
}

/** The six numbers of getUserAccountData; an account without anything has none but no debt either. */
async function verdictChecks(
  { contracts, block, market, marketId, marketOf }: ComparedMarket,
  account: Address,
): Promise<ParityCheck[]> {
  const own = marketOf(account);
  // Ballast says that it does not know, for a reason of its own: there is nothing to compare.
  if (own?.health === null && own.causes.some(({ code }) => code !== "market-price-missing")) {
    return [];
  }
  const data = await contracts.read({
    block,
    address: market.pool,
    abi: aaveV3PoolAbi,
    functionName: "getUserAccountData",
    args: [account],
  });
  const indexed = sixNumbers(own);
  return SIX_NUMBERS.map((name, index) => ({
    marketId,
    account,
    what: `Pool.getUserAccountData(${account}).${name}`,
    indexed: indexed?.[index] ?? null,
    contract: data?.[index] ?? null,
  }));
}

async function flagChecks(
  { contracts, block, market, marketId, states }: ComparedMarket,
  account: Address,
  ids: ReadonlyMap<Address, { id: number; symbol: string }>,
): Promise<ParityCheck[]> {
  const at = { block, address: market.pool, abi: aaveV3PoolViewsAbi, args: [account] } as const;
  const [configuration, eMode] = await Promise.all([
    contracts.read({ ...at, functionName: "getUserConfiguration" }),
    contracts.read({ ...at, functionName: "getUserEMode" }),
  ]);
  const pool = market.pool.toLowerCase() as Address;
  return [
    {
      marketId,
      account,
      what: `Pool.getUserEMode(${account})`,
      indexed: BigInt(states.eModeCategoryId(account, pool)),
      contract: eMode,
    },
    ...[...ids].map(([asset, { id, symbol }]) => ({
      marketId,
      account,
      what: `Pool.getUserConfiguration(${account}) uses ${symbol} as collateral`,
      indexed: states.usesAsCollateral(account, pool, asset),
      contract: configuration === null ? null : ((configuration >> BigInt(2 * id + 1)) & 1n) === 1n,
    })),
  ];
}

/** Where each reserve's bits are in a user's configuration. */
async function readReserveIds(
  { contracts, block, market }: ComparedMarket,
  reserves: readonly Reserve[],
): Promise<ReadonlyMap<Address, { id: number; symbol: string }>> {
  const ids = await Promise.all(
    reserves.map(async ({ asset, symbol }) => {
      const data = await contracts.read({
        block,
        address: market.pool,
        abi: aaveV3PoolViewsAbi,
        functionName: "getReserveData",
        args: [asset],
      });
      return data === null ? [] : [[asset, { id: data.id, symbol }] as const];
    }),
  );
  return new Map(ids.flat());
}

function sixNumbers(market: AccountMarket | undefined): readonly bigint[] | null {
  if (market === undefined) return [0n, 0n, 0n, 0n, 0n, maxUint256];
  const { health } = market;
  if (health === null) return null;
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
  chainId: number,
  asset: Address,
): bigint {
  const caip19 = assetCaip19(chainId, asset);
  return market?.positions.find((one) => one.kind === kind && one.asset === caip19)?.amount ?? 0n;
}
