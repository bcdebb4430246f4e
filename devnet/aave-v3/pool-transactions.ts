import { type Address, encodeFunctionData, parseAbi } from "viem";
import type { Transaction } from "../chain/dev-chain.ts";

/** IPool.sol and ICreditDelegationToken.sol of @aave/core-v3 1.19.3, as far as the scenario goes. */
const poolUserAbi = parseAbi([
  "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)",
  "function withdraw(address asset, uint256 amount, address to) returns (uint256)",
  "function borrow(address asset, uint256 amount, uint256 interestRateMode, uint16 referralCode, address onBehalfOf)",
  "function repay(address asset, uint256 amount, uint256 interestRateMode, address onBehalfOf) returns (uint256)",
  "function repayWithATokens(address asset, uint256 amount, uint256 interestRateMode) returns (uint256)",
  "function setUserUseReserveAsCollateral(address asset, bool useAsCollateral)",
  "function setUserEMode(uint8 categoryId)",
  "function flashLoanSimple(address receiverAddress, address asset, uint256 amount, bytes params, uint16 referralCode)",
  "function mintToTreasury(address[] assets)",
  "function liquidationCall(address collateralAsset, address debtAsset, address user, uint256 debtToCover, bool receiveAToken)",
  "function approveDelegation(address delegatee, uint256 amount)",
]);

/** The whole balance or debt, whatever it is when the transaction runs. */
export const everything = 2n ** 256n - 1n;

const variableRate = 2n;
const noReferral = 0;

type PoolCall = { pool: Address; from: Address; asset: Address };

export function supply({ pool, from, asset, amount }: PoolCall & { amount: bigint }): Transaction {
  const args = [asset, amount, from, noReferral] as const;
  return {
    from,
    to: pool,
    data: encodeFunctionData({ abi: poolUserAbi, functionName: "supply", args }),
    label: `${from} supplies ${amount} of ${asset}`,
  };
}

export function withdraw({
  pool,
  from,
  asset,
  amount,
}: PoolCall & { amount: bigint }): Transaction {
  const args = [asset, amount, from] as const;
  return {
    from,
    to: pool,
    data: encodeFunctionData({ abi: poolUserAbi, functionName: "withdraw", args }),
    label: `${from} withdraws ${amount} of ${asset}`,
  };
}

/** @param parameters.onBehalfOf Who owes the debt, where another account has allowed it. */
export function borrow(
  parameters: PoolCall & { amount: bigint; onBehalfOf?: Address },
): Transaction {
  const { pool, from, asset, amount, onBehalfOf = from } = parameters;
  const args = [asset, amount, variableRate, noReferral, onBehalfOf] as const;
  return {
    from,
    to: pool,
    data: encodeFunctionData({ abi: poolUserAbi, functionName: "borrow", args }),
    label: `${from} borrows ${amount} of ${asset} for ${onBehalfOf}`,
  };
}

export function repay({ pool, from, asset, amount }: PoolCall & { amount: bigint }): Transaction {
  const args = [asset, amount, variableRate, from] as const;
  return {
    from,
    to: pool,
    data: encodeFunctionData({ abi: poolUserAbi, functionName: "repay", args }),
    label: `${from} repays ${amount} of ${asset}`,
  };
}

export function repayWithATokens({
  pool,
  from,
  asset,
  amount,
}: PoolCall & { amount: bigint }): Transaction {
  const args = [asset, amount, variableRate] as const;
  return {
    from,
    to: pool,
    data: encodeFunctionData({ abi: poolUserAbi, functionName: "repayWithATokens", args }),
    label: `${from} repays ${amount} of ${asset} with aTokens`,
  };
}

export function useAsCollateral({
  pool,
  from,
  asset,
  use,
}: PoolCall & { use: boolean }): Transaction {
  const args = [asset, use] as const;
  return {
    from,
    to: pool,
    data: encodeFunctionData({
      abi: poolUserAbi,
      functionName: "setUserUseReserveAsCollateral",
      args,
    }),
    label: `${from} switches ${asset} as collateral ${use ? "on" : "off"}`,
  };
}

export function enterEMode(parameters: {
  pool: Address;
  from: Address;
  categoryId: number;
}): Transaction {
  const { pool, from, categoryId } = parameters;
  return {
    from,
    to: pool,
    data: encodeFunctionData({
      abi: poolUserAbi,
      functionName: "setUserEMode",
      args: [categoryId],
    }),
    label: `${from} sets e-mode ${categoryId}`,
  };
}

export function flashLoan(
  parameters: PoolCall & { amount: bigint; receiver: Address },
): Transaction {
  const { pool, from, asset, amount, receiver } = parameters;
  const args = [receiver, asset, amount, "0x", noReferral] as const;
  return {
    from,
    to: pool,
    data: encodeFunctionData({ abi: poolUserAbi, functionName: "flashLoanSimple", args }),
    label: `${from} takes a flash loan of ${amount} of ${asset}`,
  };
}

export function mintToTreasury(parameters: {
  pool: Address;
  from: Address;
  assets: readonly Address[];
}): Transaction {
  const { pool, from, assets } = parameters;
  return {
    from,
    to: pool,
    data: encodeFunctionData({
      abi: poolUserAbi,
      functionName: "mintToTreasury",
      args: [assets],
    }),
    label: "mint the treasury's share",
  };
}

export function liquidate(parameters: {
  pool: Address;
  from: Address;
  collateralAsset: Address;
  debtAsset: Address;
  user: Address;
  debtToCover: bigint;
  receiveAToken: boolean;
}): Transaction {
  const { pool, from, collateralAsset, debtAsset, user, debtToCover, receiveAToken } = parameters;
  const args = [collateralAsset, debtAsset, user, debtToCover, receiveAToken] as const;
  return {
    from,
    to: pool,
    data: encodeFunctionData({ abi: poolUserAbi, functionName: "liquidationCall", args }),
    label: `${from} liquidates ${user}${receiveAToken ? " for aTokens" : ""}`,
  };
}

/** Lets another account borrow at one's own debt. */
export function delegateCredit(parameters: {
  debtToken: Address;
  from: Address;
  delegatee: Address;
  amount: bigint;
}): Transaction {
  const { debtToken, from, delegatee, amount } = parameters;
  return {
    from,
    to: debtToken,
    data: encodeFunctionData({
      abi: poolUserAbi,
      functionName: "approveDelegation",
      args: [delegatee, amount],
    }),
    label: `${from} lets ${delegatee} borrow ${amount} at ${debtToken}`,
  };
}
