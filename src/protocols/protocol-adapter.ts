import type { Address } from "viem";
import type { NetworkChain } from "../../config/network.ts";
import type { BlockReference } from "../core/block-vector.ts";
import type { ContractReader } from "../core/contract-reader.ts";
import type { FactsReader } from "../core/facts-reader.ts";
import type { InsuranceFund } from "../core/insurance-fund.ts";
import type { ParityCheck } from "../core/parity.ts";
import type { AccountMarket } from "../core/position.ts";
import type { HoldingsReader } from "./holdings-reader.ts";

/**
 * Reads something that belongs to a block and to no account, or gives back what was read under the
 * name at the same block before.
 */
export type RememberAtBlock = <Value>(name: string, read: () => Promise<Value>) => Promise<Value>;

/** One chain at one block, and how to know it. */
export type ReadPlace = {
  facts: FactsReader;
  /** For the amounts that no log determines; docs/protocols.md lists them. */
  contracts: ContractReader;
  chain: NetworkChain;
  block: BlockReference;
  /** Left out, everything is read. */
  remember?: RememberAtBlock | undefined;
};

/** A token that stands for an amount of another one. */
export type ShareToken = {
  underlying: { token: Address; symbol: string; decimals: number };
  /**
   * Raw units of the underlying that raw units of the share stand for at the block, rounded as asked;
   * null where the contract does not say.
   */
  toUnderlying(amount: bigint, rounding: "down" | "up"): Promise<bigint | null>;
};

/**
 * How a protocol's facts are read back as positions. Every function answers for one chain at one
 * block from the version tables and from contracts at that very block, so the same block gives the
 * same answer for ever.
 */
export type ProtocolAdapter = {
  name: string;
  holdings: HoldingsReader;
  /** Every account that has or had a position at the block, ascending, lower case. */
  readAccounts(place: Omit<ReadPlace, "contracts">): Promise<Address[]>;
  /** The markets in which the given accounts have a position at the block. */
  readMarkets(parameters: ReadPlace & { accounts: readonly Address[] }): Promise<AccountMarket[]>;
  /** Those of the given tokens that are shares in the protocol, by lower-case address. */
  readShareTokens?(
    parameters: ReadPlace & { tokens: readonly Address[] },
  ): Promise<ReadonlyMap<Address, ShareToken>>;
  /**
   * Those of the given accounts that are contracts of the protocol and hold assets for others, at
   * whom they are counted: a vault for its shareholders.
   */
  readPassThroughAccounts?(
    parameters: ReadPlace & { accounts: readonly Address[] },
  ): Promise<ReadonlySet<Address>>;
  /** The insurance funds of the protocol on the chain, with what they may have to cover. */
  readInsuranceFunds?(place: ReadPlace): Promise<readonly InsuranceFund[]>;
  /**
   * All that the index derives of the chain's markets and of the given accounts in them, each beside
   * what the contracts' own views say at the block. What is to be compared comes from the contracts
   * where they can list it (reserves, markets, collateral tokens), so that a missed one shows.
   */
  readParity(
    parameters: ReadPlace & { accounts: readonly Address[] },
  ): Promise<readonly ParityCheck[]>;
};
