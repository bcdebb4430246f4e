import type { Address } from "viem";
import { assetCaip19 } from "../../core/identifiers.ts";
import {
  COUNTS_NOTHING,
  type Holding,
  type HoldingsReader,
  type ScreenedMarket,
  type ScreenTerm,
} from "../holdings-reader.ts";
import { readChanged } from "../read-changed.ts";
import { accountMarket } from "./account-market.ts";
import { type AccountRows, accountStates, readAccountRows } from "./read-accounts.ts";
import { poolsAt } from "./read-pools.ts";
import { type ReserveToken, readReserveTokens } from "./read-reserve-tokens.ts";
import {
  aaveV3AccountEModeVersion,
  aaveV3BalanceVersion,
  aaveV3CollateralFlagVersion,
} from "./schema.ts";
import { factorName, readPoolFactors } from "./screening.ts";

type ReserveBalance = AccountRows["balances"][number] & { of: ReserveToken };

type AaveV3Holding = Holding &
  AccountRows & { chainId: number; balances: readonly ReserveBalance[] };

export const aaveV3Holdings: HoldingsReader<AaveV3Holding> = {
  async readChangedAccounts(place) {
    if (place.chain.aaveV3.length === 0) return [];
    const accounts = new Set<Address>();
    for (const table of [
      aaveV3BalanceVersion,
      aaveV3CollateralFlagVersion,
      aaveV3AccountEModeVersion,
    ]) {
      const changed = await readChanged(place, { table, address: table.account });
      for (const account of changed) accounts.add(account);
    }
    return [...accounts].sort();
  },

  async read({ accounts, ...place }) {
    const { facts, chain, block } = place;
    if (chain.aaveV3.length === 0) return [];
    const tokens = await readReserveTokens(place);
    const rows = await readAccountRows({ facts, block, accounts });
    return rows.flatMap((row) => {
      const balances = row.balances.flatMap((balance): ReserveBalance[] => {
        const of = tokens.get(balance.token);
        return of === undefined ? [] : [{ ...balance, of }];
      });
      return balances.length === 0 ? [] : [{ ...row, chainId: chain.chainId, balances }];
    });
  },

  async marketsOf({ holdings, ...place }) {
    const { chainId } = place.chain;
    const pools = await poolsAt(place);
    const states = accountStates(holdings);
    return holdings.flatMap(({ account }) =>
      pools
        .map((pool) => accountMarket({ account, chainId, pool, states }))
        .filter((market) => market !== null),
    );
  },

  screen(holding) {
    const markets = Map.groupBy(holding.balances, ({ of }) => of.marketId);
    return [...markets].map(
      ([marketId, balances]): ScreenedMarket => ({
        marketId,
        terms: balances.map((balance) => termOf(holding, balance)),
      }),
    );
  },

  async readFactors({ names, ...place }) {
    return readPoolFactors(await poolsAt(place), names);
  },
};

function termOf(
  { chainId, collateral, eModes }: AaveV3Holding,
  { scaledBalance, of }: ReserveBalance,
): ScreenTerm {
  const { pool, asset: address, side } = of;
  const categoryId = eModes.find((one) => one.pool === pool)?.categoryId ?? 0;
  const name = (what: Parameters<typeof factorName>[0]["what"]) =>
    factorName({ what, pool, asset: address, categoryId });
  const asset = assetCaip19(chainId, address);
  const quantity = Number(scaledBalance);
  const priced = { oraclePriceFactor: name("price"), pricedBy: { asset, unit: null } };
  if (side === "debt") {
    const amountFactor = name("debt");
    return { side, asset, quantity, amountFactor, weightFactor: null, ...priced };
  }
  const amountFactor = name("income");
  return collateral.some((one) => one.pool === pool && one.asset === address)
    ? { side, asset, quantity, amountFactor, weightFactor: name("threshold"), ...priced }
    : {
        ...{ side, asset, quantity, amountFactor, weightFactor: COUNTS_NOTHING },
        ...{ oraclePriceFactor: null, pricedBy: null },
      };
}
