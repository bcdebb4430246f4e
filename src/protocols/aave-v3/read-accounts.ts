import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
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

/** What one account has in the pools, by the address of the token or pool. */
export type AccountRows = {
  account: Address;
  /** Of aTokens and variable debt tokens, those above 0. */
  balances: readonly { token: Address; scaledBalance: bigint }[];
  collateral: readonly { pool: Address; asset: Address }[];
  eModes: readonly { pool: Address; categoryId: number }[];
};

/** What the accounts have at the block, those with nothing included. Three queries, however many accounts. */
export async function readAccountRows(parameters: {
  facts: FactsReader;
  block: BlockReference;
  accounts: readonly Address[];
}): Promise<AccountRows[]> {
  const { facts, block, accounts } = parameters;
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
        lte(aaveV3AccountEModeVersion.blockNumber, block.number),
      ),
    )
    .orderBy(
      aaveV3AccountEModeVersion.account,
      aaveV3AccountEModeVersion.pool,
      desc(aaveV3AccountEModeVersion.blockNumber),
    );

  const balancesOf = Map.groupBy(balances, ({ account }) => account);
  const flagsOf = Map.groupBy(flags, ({ account }) => account);
  const eModesOf = Map.groupBy(eModes, ({ account }) => account);
  return accounts.map((account) => ({
    account,
    balances: (balancesOf.get(account) ?? [])
      .filter(({ scaledBalance }) => scaledBalance > 0n)
      .map(({ token, scaledBalance }) => ({ token, scaledBalance })),
    collateral: (flagsOf.get(account) ?? [])
      .filter(({ enabled }) => enabled)
      .map(({ pool, asset }) => ({ pool, asset })),
    eModes: (eModesOf.get(account) ?? [])
      .filter(({ categoryId }) => categoryId !== 0)
      .map(({ pool, categoryId }) => ({ pool, categoryId })),
  }));
}

/** The rows as functions of what identifies a state. */
export function accountStates(rows: Iterable<AccountRows>): AccountStates {
  const balanceOf = new Map<string, bigint>();
  const flags = new Set<string>();
  const eModeOf = new Map<string, number>();
  for (const { account, balances, collateral, eModes } of rows) {
    for (const { token, scaledBalance } of balances)
      balanceOf.set(`${account}/${token}`, scaledBalance);
    for (const { pool, asset } of collateral) flags.add(`${account}/${pool}/${asset}`);
    for (const { pool, categoryId } of eModes) eModeOf.set(`${account}/${pool}`, categoryId);
  }
  return {
    scaledBalance: (account, token) => balanceOf.get(`${account}/${token}`) ?? 0n,
    usesAsCollateral: (account, pool, asset) => flags.has(`${account}/${pool}/${asset}`),
    eModeCategoryId: (account, pool) => eModeOf.get(`${account}/${pool}`) ?? 0,
  };
}
