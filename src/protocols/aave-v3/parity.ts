import type { Address } from "viem";
import { aaveV3PoolViewsAbi } from "../../../abis/aave-v3-views.ts";
import type { AaveV3Deployment } from "../../../config/network.ts";
import type { ParityCheck } from "../../core/parity.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { ReadPlace } from "../protocol-adapter.ts";
import { accountMarket } from "./account-market.ts";
import { aaveV3MarketId } from "./deployments.ts";
import { accountChecks } from "./parity-of-accounts.ts";
import { eModeChecks, reserveChecks } from "./parity-of-reserves.ts";
import { type AccountStates, accountStates, readAccountRows } from "./read-accounts.ts";
import { type Deficits, readDeficits } from "./read-deficits.ts";
import { type Pool, readPools } from "./read-pools.ts";

/** A market of the chain beside its pool: what each part of the comparison works on. */
export type ComparedMarket = Pick<ReadPlace, "contracts" | "block"> & {
  market: AaveV3Deployment;
  marketId: string;
  /** As indexed; undefined before its first event. */
  pool: Pool | undefined;
  /** As the pool lists them itself. */
  assets: readonly Address[];
  states: AccountStates;
  deficits: Deficits;
  accounts: readonly Address[];
  /** As Ballast states it; undefined for an account without anything there. */
  marketOf(account: Address): AccountMarket | undefined;
};

/**
 * Every Aave v3 market of the chain against its pool, tokens and oracle: reserves with indexes,
 * rates, configuration, prices and deficits, e-modes, and each account's balances, flags and six numbers.
 */
export async function readAaveV3Parity(
  place: ReadPlace & { accounts: readonly Address[] },
): Promise<ParityCheck[]> {
  const { facts, contracts, chain, block, accounts } = place;
  if (chain.aaveV3.length === 0) return [];
  const pools = await readPools({ facts, chain, block });
  const states = accountStates(await readAccountRows({ facts, block, accounts }));
  const deficits = await readDeficits({ facts, block });
  const found = await Promise.all(
    chain.aaveV3.map(async (market): Promise<ParityCheck[]> => {
      const marketId = aaveV3MarketId(market);
      const pool = pools.find(({ address }) => address === market.pool.toLowerCase());
      const assets = await contracts.read({
        block,
        address: market.pool,
        abi: aaveV3PoolViewsAbi,
        functionName: "getReservesList",
        args: [],
      });
      if (assets === null) {
        const indexed = pool === undefined ? null : pool.address;
        const what = "Pool.getReservesList()";
        return [{ marketId, account: null, what, indexed, contract: null }];
      }
      const markets = new Map(
        accounts.flatMap((account) => {
          const own =
            pool === undefined
              ? null
              : accountMarket({ account, chainId: chain.chainId, pool, states });
          return own === null ? [] : [[account, own] as const];
        }),
      );
      const compared: ComparedMarket = {
        contracts,
        block,
        market,
        marketId,
        pool,
        assets: assets.map((asset) => asset.toLowerCase() as Address),
        states,
        deficits,
        accounts,
        marketOf: (account) => markets.get(account),
      };
      const checks = await Promise.all([
        reserveChecks(compared),
        eModeChecks(compared),
        accountChecks(compared),
      ]);
      return checks.flat();
    }),
  );
  return found.flat();
}
