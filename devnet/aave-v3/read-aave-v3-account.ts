import { type Address, parseAbi } from "viem";
import { aaveV3PoolAbi } from "../../abis/aave-v3-pool.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import type { ChainDeployment } from "../chain-deployment.ts";
import { mintableTokenAbi } from "../tokens/deploy-tokens.ts";
import { type TokenSymbol, tokenUnit } from "../tokens/devnet-tokens.ts";

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
  deployment: ChainDeployment;
  symbol: TokenSymbol;
  base: bigint;
}): Promise<bigint> {
  const { chain, deployment, symbol, base } = parameters;
  const price = await chain.client.readContract({
    address: deployment.aaveV3.oracle,
    abi: oracleAbi,
    functionName: "getAssetPrice",
    args: [deployment.tokens[symbol]],
  });
  return (base * tokenUnit[symbol]) / price;
}

/** What an account owns of one reserve, owes to it, has in its pocket, and what the reserve lends. */
export async function readReservePosition(parameters: {
  chain: DevChain;
  deployment: ChainDeployment;
  symbol: TokenSymbol;
  account: Address;
}): Promise<{ supplied: bigint; debt: bigint; wallet: bigint; liquidity: bigint }> {
  const { chain, deployment, symbol, account } = parameters;
  const reserve = deployment.aaveV3.reserves.find((one) => one.symbol === symbol)!;
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
