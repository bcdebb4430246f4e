import {
  venusAccount,
  venusAccountVersion,
  venusMarket,
  venusMarketVersion,
  venusPool,
  venusPoolVersion,
} from "ponder:schema";
import { type Address, zeroAddress } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { type AccountFacts, type MarketFacts, noAccount, requireNotNegative } from "./state.ts";

type PoolFacts = Omit<typeof venusPool.$inferSelect, "chainId" | "comptroller">;

/** A Comptroller that nobody has ruled anything for yet: everything is 0, as in the contract. */
const freshPool: PoolFacts = {
  oracle: zeroAddress,
  closeFactorWad: 0n,
  liquidationIncentiveWad: 0n,
  minimumLiquidatableCollateral: 0n,
};

/** Changes what a Comptroller rules for all its markets. */
export async function updatePool(
  context: IndexingContext,
  parameters: { comptroller: Address; blockNumber: bigint; change: Partial<PoolFacts> },
): Promise<void> {
  const { comptroller, blockNumber, change } = parameters;
  const key = { chainId: context.chain.id, comptroller };
  const before = await context.db.find(venusPool, key);
  const facts = { ...freshPool, ...before, ...change };
  const row = {
    oracle: facts.oracle,
    closeFactorWad: facts.closeFactorWad,
    liquidationIncentiveWad: facts.liquidationIncentiveWad,
    minimumLiquidatableCollateral: facts.minimumLiquidatableCollateral,
  };
  await context.db
    .insert(venusPool)
    .values({ ...key, ...row })
    .onConflictDoUpdate(row);
  await context.db
    .insert(venusPoolVersion)
    .values({ ...key, blockNumber, ...row })
    .onConflictDoUpdate(row);
}

type MarketRow = typeof venusMarket.$inferSelect;

/** The market of a vToken; null before its Comptroller lists it. */
export function findMarket(context: IndexingContext, vToken: Address): Promise<MarketRow | null> {
  return context.db.find(venusMarket, { chainId: context.chain.id, vToken });
}

/** @throws BallastError `venus-market-unknown` for a vToken that no Comptroller has listed. */
export async function requireMarket(context: IndexingContext, vToken: Address): Promise<MarketRow> {
  const market = await findMarket(context, vToken);
  if (market === null) {
    throw new BallastError(`The vToken ${vToken} is not known.`, {
      code: "venus-market-unknown",
      remedy: "Its MarketSupported lies before the pool's start block: set that earlier.",
    });
  }
  return market;
}

/** Changes a market that is known. */
export async function updateMarket(
  context: IndexingContext,
  parameters: { market: MarketRow; blockNumber: bigint; change: Partial<MarketFacts> },
): Promise<void> {
  const { market, blockNumber, change } = parameters;
  const { chainId: _chain, vToken, comptroller, underlying, listedAtBlock, ...before } = market;
  await storeMarket(context, {
    vToken,
    blockNumber,
    constants: { comptroller, underlying, listedAtBlock },
    facts: { ...before, ...change },
  });
}

/** Stores a market as the newest and as that after the block. */
export async function storeMarket(
  context: IndexingContext,
  parameters: {
    vToken: Address;
    blockNumber: bigint;
    constants: Pick<MarketRow, "comptroller" | "underlying" | "listedAtBlock">;
    facts: MarketFacts;
  },
): Promise<void> {
  const { vToken, blockNumber, constants, facts } = parameters;
  const key = { chainId: context.chain.id, vToken };
  requireNotNegative(facts.totalSupply, `The supply of vToken ${vToken}`);
  await context.db
    .insert(venusMarket)
    .values({ ...key, ...constants, ...facts })
    .onConflictDoUpdate({ ...constants, ...facts });
  await context.db
    .insert(venusMarketVersion)
    .values({ ...key, blockNumber, ...facts })
    .onConflictDoUpdate(facts);
}

/** Changes what an account has and owes in a vToken, and returns it as it was before. */
export async function updateAccount(
  context: IndexingContext,
  parameters: {
    vToken: Address;
    account: Address;
    blockNumber: bigint;
    change: (account: AccountFacts) => Partial<AccountFacts>;
  },
): Promise<AccountFacts> {
  const { vToken, account, blockNumber, change } = parameters;
  const key = { chainId: context.chain.id, vToken, account };
  const before = (await context.db.find(venusAccount, key)) ?? { ...key, ...noAccount };
  const {
    chainId: _chain,
    vToken: _token,
    account: _account,
    ...facts
  } = {
    ...before,
    ...change(before),
  };
  requireNotNegative(facts.tokens, `The balance of ${account} in vToken ${vToken}`);
  const { tokens, borrowPrincipal, borrowIndexWad, isEntered } = facts;
  const version = { tokens, borrowPrincipal, borrowIndexWad, isEntered };
  await context.db
    .insert(venusAccount)
    .values({ ...key, ...facts })
    .onConflictDoUpdate(facts);
  await context.db
    .insert(venusAccountVersion)
    .values({ ...key, blockNumber, ...version })
    .onConflictDoUpdate(version);
  return before;
}
