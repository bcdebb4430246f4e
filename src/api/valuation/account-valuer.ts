import type { Address } from "viem";
import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AccountId } from "../../core/identifiers.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { Holding } from "../../protocols/holdings-reader.ts";
import type { ProtocolAdapter, ReadPlace } from "../../protocols/protocol-adapter.ts";
import type { Price } from "../pricing/price.ts";
import type { AccountValue } from "./account-value.ts";
import type { PriceReader } from "./create-price-reader.ts";

export type AccountValuer = PriceReader & {
  /**
   * One account's markets on the given chains, with the prices of the whole vector. A CAIP-10
   * account has markets on its own chain only.
   */
  valueAccount(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    account: AccountId;
    /** Accounts of the same owner, whose markets are in the list as well, each once. */
    linked?: readonly AccountId[] | undefined;
    /** Chains whose positions count: part of the vector. */
    chainIds: readonly number[];
    /** Where its holdings come from; left out, each adapter reads the account's markets itself. */
    holdingsOf?: HoldingsOf | undefined;
  }): Promise<AccountValue>;
  /** An account's markets on the given chains as the protocols have them, without a price of ours. */
  readMarkets(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    account: AccountId;
    linked?: readonly AccountId[] | undefined;
    chainIds: readonly number[];
    holdingsOf?: HoldingsOf | undefined;
  }): Promise<readonly AccountMarket[]>;
  /**
   * The account's standing in one market as its adapter gives it, with nothing looked through; also
   * where it has nothing there. None where there is no such market, or nothing can be tried in it.
   */
  readMarket(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    account: Address;
    chainId: number;
    marketId: string;
  }): Promise<readonly AccountMarket[]>;
  /**
   * An account's markets as they would be, by the same rules as {@link AccountValuer.valueAccount}.
   * @param parameters.standings Markets as adapters give them, to be looked through.
   * @param parameters.markets Others, of which that is done.
   * @param parameters.priced What becomes of each price of the vector.
   */
  valueMarkets(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    account: AccountId;
    standings: readonly AccountMarket[];
    markets: readonly AccountMarket[];
    priced: (price: Price) => Price;
  }): Promise<AccountValue>;
  /**
   * Accounts by what they have in one protocol on one chain: holdings that are good at the chain's
   * block of the vector, in their order. An account's value is of its markets there alone.
   */
  valueHeld(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    chainId: number;
    adapter: ProtocolAdapter;
    holdings: readonly Holding[];
  }): Promise<AccountValue[]>;
  /**
   * Every account that has or had a position on a chain of the vector, by address, ascending. Without
   * what contracts hold for others, so that a sum over all counts everything once.
   */
  valueAll(parameters: { facts: FactsReader; vector: BlockVector }): Promise<AccountValue[]>;
};

/** What an account has in a protocol at the block of a place; empty where it has nothing. */
export type HoldingsOf = (parameters: {
  place: Omit<ReadPlace, "contracts">;
  adapter: ProtocolAdapter;
  account: Address;
}) => Promise<readonly Holding[]>;
