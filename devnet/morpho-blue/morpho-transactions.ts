import { type Address, type ContractFunctionArgs, encodeFunctionData, type Hex } from "viem";
import { type MarketParameters, marketIdOf } from "../../src/protocols/morpho-blue/market-id.ts";
import type { Transaction } from "../chain/dev-chain.ts";
import { morphoActionsAbi, oracleMockAbi } from "./morpho-admin-abi.ts";

/** A market of a local Morpho. */
export type LocalMarket = MarketParameters & { id: Hex };

type Action = { morpho: Address; from: Address; market: LocalMarket };
/** Exactly one of the two says how much; the contract computes the other. */
type Amount = { assets: bigint } | { shares: bigint };

export function localMarket(parameters: MarketParameters): LocalMarket {
  return { ...parameters, id: marketIdOf(parameters) };
}

/** A market's parameters as Morpho's functions take them. */
export function marketParams(market: MarketParameters) {
  const { loanToken, collateralToken, oracle, irm, lltvWad } = market;
  return { loanToken, collateralToken, oracle, irm, lltv: lltvWad };
}

type Name =
  | "supply"
  | "withdraw"
  | "borrow"
  | "repay"
  | "supplyCollateral"
  | "withdrawCollateral"
  | "liquidate"
  | "accrueInterest"
  | "createMarket"
  | "setFee"
  | "setFeeRecipient"
  | "enableIrm"
  | "enableLltv";

/** Any call of Morpho as a transaction. */
export function morphoCall<name extends Name>(parameters: {
  morpho: Address;
  from: Address;
  functionName: name;
  args: ContractFunctionArgs<typeof morphoActionsAbi, "nonpayable", name>;
}): Transaction {
  const { morpho, from, functionName, args } = parameters;
  const data = encodeFunctionData({ abi: morphoActionsAbi, functionName, args } as Parameters<
    typeof encodeFunctionData
  >[0]);
  return { from, to: morpho, data, label: `${from} calls Morpho.${functionName}` };
}

/** Lends, for another account where `onBehalf` says so. */
export function supplyToMarket({
  morpho,
  from,
  market,
  onBehalf = from,
  ...amount
}: Action & Amount & { onBehalf?: Address }): Transaction {
  const args = [marketParams(market), ...pair(amount), onBehalf, "0x"] as const;
  return morphoCall({ morpho, from, functionName: "supply", args });
}

export function withdrawFromMarket({
  morpho,
  from,
  market,
  ...amount
}: Action & Amount): Transaction {
  const args = [marketParams(market), ...pair(amount), from, from] as const;
  return morphoCall({ morpho, from, functionName: "withdraw", args });
}

export function borrowFromMarket({
  morpho,
  from,
  market,
  ...amount
}: Action & Amount): Transaction {
  const args = [marketParams(market), ...pair(amount), from, from] as const;
  return morphoCall({ morpho, from, functionName: "borrow", args });
}

export function repayToMarket({
  morpho,
  from,
  market,
  onBehalf = from,
  ...amount
}: Action & Amount & { onBehalf?: Address }): Transaction {
  const args = [marketParams(market), ...pair(amount), onBehalf, "0x"] as const;
  return morphoCall({ morpho, from, functionName: "repay", args });
}

export function supplyCollateral({
  morpho,
  from,
  market,
  assets,
}: Action & { assets: bigint }): Transaction {
  const args = [marketParams(market), assets, from, "0x"] as const;
  return morphoCall({ morpho, from, functionName: "supplyCollateral", args });
}

export function withdrawCollateral({
  morpho,
  from,
  market,
  assets,
}: Action & { assets: bigint }): Transaction {
  const args = [marketParams(market), assets, from, from] as const;
  return morphoCall({ morpho, from, functionName: "withdrawCollateral", args });
}

/** Liquidates by the collateral to seize or by the debt shares to repay. */
export function liquidateBorrower({
  morpho,
  from,
  market,
  borrower,
  ...amount
}: Action & { borrower: Address } & (
    | { seizedAssets: bigint }
    | { repaidShares: bigint }
  )): Transaction {
  const seized = "seizedAssets" in amount ? amount.seizedAssets : 0n;
  const repaid = "repaidShares" in amount ? amount.repaidShares : 0n;
  const args = [marketParams(market), borrower, seized, repaid, "0x"] as const;
  return morphoCall({ morpho, from, functionName: "liquidate", args });
}

export function accrueMarket({ morpho, from, market }: Action): Transaction {
  return morphoCall({
    morpho,
    from,
    functionName: "accrueInterest",
    args: [marketParams(market)],
  });
}

/** Sets the price of a market's local oracle: loan units per collateral unit, × 10^36. */
export function setOraclePrice(parameters: {
  from: Address;
  market: LocalMarket;
  price: bigint;
}): Transaction {
  const { from, market, price } = parameters;
  return {
    from,
    to: market.oracle,
    data: encodeFunctionData({ abi: oracleMockAbi, functionName: "setPrice", args: [price] }),
    label: `set the price of ${market.collateralToken} to ${price}`,
  };
}

function pair(amount: Amount): readonly [bigint, bigint] {
  return "assets" in amount ? [amount.assets, 0n] : [0n, amount.shares];
}
