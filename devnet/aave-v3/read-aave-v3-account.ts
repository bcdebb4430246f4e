import { type Address, parseAbi } from "viem";
import { aaveV3PoolAbi } from "../../abis/aave-v3-pool.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import { mintableTokenAbi } from "../tokens/deploy-tokens.ts";
import { type TokenSymbol, tokenUnit } from "../tokens/devnet-tokens.ts";
import type { AaveV3Market } from "./aave-v3-market.ts";

const oracleAbi = parseAbi(["function getAssetPrice(address asset) view returns (uint256)"]);

/** Totals are in units of 10^-8 USD, the health factor in units of 10^-18. */
export type AaveV3Account = {
  collateralBase: bigint;
  debtBase: bigint;
  availableBorrowsBase: bigint;
  healthFactorWad: bigint;
};

/** The pool's own view of an account at the newest block. */
export async function readAaveV3Account(parameters: {
  chain: DevChain;
  pool: Address;
  account: Address;
}): Promise<AaveV3Account> {
  const { chain, pool, account } = parameters;
  const [collateralBase, debtBase, availableBorrowsBase, , , healthFactorWad] =
    await chain.client.readContract({
      address: pool,
      abi: aaveV3PoolAbi,
      functionName: "getUserAccountData",
      args: [account],
    });
  return { collateralBase, debtBase, availableBorrowsBase, healthFactorWad };
}

/** How much of an asset a number of base units is worth now, rounded down. */
export async function assetsWorth(parameters: {
  chain: DevChain;
  market: AaveV3Market;
  symbol: TokenSymbol;
  base: bigint;
}): Promise<bigint> {
  const { chain, market, symbol, base } = parameters;
  const price = await chain.client.readContract({
    address: market.oracle,
    abi: oracleAbi,
    functionName: "getAssetPrice",
    args: [reserveOf(market, symbol).asset],
  });
  return (base * tokenUnit[symbol]) / price;
}

/** What an account owns of one reserve, owes to it, has in its pocket, and what the reserve lends. */
export async function readReservePosition(parameters: {
  chain: DevChain;
  market: AaveV3Market;
  symbol: TokenSymbol;
  account: Address;
}): Promise<{ supplied: bigint; debt: bigint; wallet: bigint; liquidity: bigint }> {
  const { chain, market, symbol, account } = parameters;
  const reserve = reserveOf(market, symbol);
  const balance = (token: Address, owner: Address) =>
    chain.client.readContract({
      address: token,
      abi: mintableTokenAbi,
      functionName: "balanceOf",
      args: [owner],
    });
  const [supplied, debt, wallet, liquidity] = await Promise.all([
    balance(reserve.aToken, account),
    balance(reserve.variableDebtToken, account),
    balance(reserve.asset, account),
    balance(reserve.asset, reserve.aToken),
  ]);
  return { supplied, debt, wallet, liquidity };
}

function reserveOf(market: AaveV3Market, symbol: TokenSymbol): AaveV3Market["reserves"][number] {
  return market.reserves.find((one) => one.symbol === symbol)!;
}
