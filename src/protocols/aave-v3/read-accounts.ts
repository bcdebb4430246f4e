import { and, asc, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Pool } from "./read-pools.ts";
import {
  aaveV3AccountEModeVersion,
  aaveV3BalanceVersion,
  aaveV3CollateralFlagVersion,
} from "./schema.ts";

/** The accounts' state in the pools at a block, as functions of what identifies it. */
export type AccountStates = {
  scaledBalance(account: Address, token: Address): bigint;
  usesAsCollateral(account: Address, pool: Address, asset: Address): boolean;
  /** 0 for none. */
  eModeCategoryId(account: Address, pool: Address): number;
};

/** Every account that any of the pools' tokens has mentioned up to the block, ascending. */
export async function readTokenHolders(parameters: {
  facts: FactsReader;
  block: BlockReference;
  pools: readonly Pool[];
}): Promise<Address[]> {
  const { facts, block, pools } = parameters;
  const rows = await facts
    .selectDistinct({ account: aaveV3BalanceVersion.account })
    .from(aaveV3BalanceVersion)
    .where(
      and(
        eq(aaveV3BalanceVersion.chainId, block.chainId),
        anyOf(aaveV3BalanceVersion.token, tokensOf(pools)),
        lte(aaveV3BalanceVersion.blockNumber, block.number),
      ),
    )
    .orderBy(asc(aaveV3BalanceVersion.account));
  return rows.map(({ account }) => account);
}

/** What the accounts have in the pools at the block. Three queries, however many accounts. */
export async function readAccountStates(parameters: {
  facts: FactsReader;
  block: BlockReference;
  pools: readonly Pool[];
  accounts: readonly Address[];
}): Promise<AccountStates> {
  const { facts, block, pools, accounts } = parameters;
  const addresses = pools.map(({ address }) => address);
  const balances = await facts
    .selectDistinctOn([aaveV3BalanceVersion.account, aaveV3BalanceVersion.token], {
      account: aaveV3BalanceVersion.account,
      token: aaveV3BalanceVersion.token,
      scaledBalance: aaveV3BalanceVersion.scaledBalance,
    })
    .from(aaveV3BalanceVersion)
    .where(
      and(
        eq(aaveV3BalanceVersion.chainId, block.chainId),
        anyOf(aaveV3BalanceVersion.account, accounts),
        anyOf(aaveV3BalanceVersion.token, tokensOf(pools)),
        lte(aaveV3BalanceVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      aaveV3BalanceVersion.account,
      aaveV3BalanceVersion.token,
      desc(aaveV3BalanceVersion.blockNumber),
    );
  const flags = await facts
    .selectDistinctOn([
      aaveV3CollateralFlagVersion.account,
      aaveV3CollateralFlagVersion.pool,
      aaveV3CollateralFlagVersion.asset,
    ])
    .from(aaveV3CollateralFlagVersion)
    .where(
      and(
        eq(aaveV3CollateralFlagVersion.chainId, block.chainId),
        anyOf(aaveV3CollateralFlagVersion.account, accounts),
        anyOf(aaveV3CollateralFlagVersion.pool, addresses),
        lte(aaveV3CollateralFlagVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      aaveV3CollateralFlagVersion.account,
      aaveV3CollateralFlagVersion.pool,
      aaveV3CollateralFlagVersion.asset,
      desc(aaveV3CollateralFlagVersion.blockNumber),
    );
  const eModes = await facts
    .selectDistinctOn([aaveV3AccountEModeVersion.account, aaveV3AccountEModeVersion.pool])
    .from(aaveV3AccountEModeVersion)
    .where(
      and(
        eq(aaveV3AccountEModeVersion.chainId, block.chainId),
        anyOf(aaveV3AccountEModeVersion.account, accounts),
        anyOf(aaveV3AccountEModeVersion.pool, addresses),
        lte(aaveV3AccountEModeVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      aaveV3AccountEModeVersion.account,
      aaveV3AccountEModeVersion.pool,
      desc(aaveV3AccountEModeVersion.blockNumber),
    );

  const balanceOf = new Map(
    balances.map((row) => [`${row.account}/${row.token}`, row.scaledBalance]),
  );
  const flagOf = new Map(
    flags.map((row) => [`${row.account}/${row.pool}/${row.asset}`, row.enabled]),
  );
  const eModeOf = new Map(eModes.map((row) => [`${row.account}/${row.pool}`, row.categoryId]));
  return {
    scaledBalance: (account, token) => balanceOf.get(`${account}/${token}`) ?? 0n,
    usesAsCollateral: (account, pool, asset) => flagOf.get(`${account}/${pool}/${asset}`) ?? false,
    eModeCategoryId: (account, pool) => eModeOf.get(`${account}/${pool}`) ?? 0,
  };
}

function tokensOf(pools: readonly Pool[]): Address[] {
  return pools.flatMap(({ reserves }) =>
    reserves.flatMap(({ aToken, variableDebtToken }) => [aToken, variableDebtToken]),
  );
}
