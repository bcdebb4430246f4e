import type { Address, Hex } from "viem";
import type { AssetCaip19 } from "./identifiers.ts";
import type { Cause, WrappedAmount } from "./position.ts";

/**
 * What was done: a debt repaid for collateral (`repayment`), collateral seized for an auction (`seizure`),
 * an insolvent account's debts repaid in part and forgiven for all of its collateral (`healing`), a
 * derivative taken over (`takeover`), collateral sold for what is owed to a venue (`sale`).
 */
export type LiquidationKind = "repayment" | "seizure" | "healing" | "takeover" | "sale";

/** Raw units of an asset. */
export type LiquidatedAmount = {
  asset: AssetCaip19;
  symbol: string;
  decimals: number;
  amount: bigint;
  /** The shares that changed hands, where those stand for the amount. */
  shares?: WrappedAmount | undefined;
};

/** Bad debt: what nobody owes any more, and at whose expense. */
export type WrittenOff = LiquidatedAmount & {
  borneBy: "suppliers" | "protocol" | "insurance-fund";
};

/** A size that changed hands, what for, and what the account paid on top: wad of base and of what the venue settles in. */
export type LiquidatedDerivative = {
  instrument: Address;
  symbol: string;
  sizeWad: bigint;
  notionalWad: bigint;
  penaltyWad: bigint;
};

/** One liquidation as its contracts logged it. */
export type Liquidation = {
  chainId: number;
  protocol: string;
  marketId: string;
  kind: LiquidationKind;
  blockNumber: bigint;
  /** Of the log that stands for it: unique in the block. */
  logIndex: number;
  timestampSeconds: number;
  transactionHash: Hex;
  account: Address;
  /** Who had it in the protocol's books where that was not the account itself. */
  holder?: Address | undefined;
  /** Null where no log says it. */
  liquidator: Address | null;
  repaid: readonly LiquidatedAmount[];
  seized: readonly LiquidatedAmount[];
  /** Null where what becomes of the debt is not followed: then a cause says why. */
  badDebt: readonly WrittenOff[] | null;
  /** Of a seizure: what is to be raised for it, and where. */
  auction?: { contract: Address; id: bigint; owed: LiquidatedAmount } | undefined;
  /** Of a takeover; without a sign, as the venue logs none. */
  derivative?: LiquidatedDerivative | undefined;
  /** Of a sale: what went to the insurance fund on top of what was repaid. */
  insuranceFee?: LiquidatedAmount | undefined;
  causes: readonly Cause[];
};
