import type { Address } from "viem";
import type { NetworkChain } from "../../config/network.ts";
import type { BlockReference } from "../core/block-vector.ts";
import type { FactsReader } from "../core/facts-reader.ts";
import type { AccountMarket } from "../core/position.ts";

/**
 * Reads something that belongs to a block and to no account, or gives back what was read under the
 * name at the same block before.
 */
export type RememberAtBlock = <Value>(name: string, read: () => Promise<Value>) => Promise<Value>;

/**
 * How a protocol's facts are read back as positions. Both functions answer for one chain at one
 * block from the version tables alone, so the same block gives the same answer for ever.
 */
export type ProtocolAdapter = {
  name: string;
  /** Every account that has or had a position at the block, ascending, lower case. */
  readAccounts(parameters: {
    facts: FactsReader;
    chain: NetworkChain;
    block: BlockReference;
  }): Promise<Address[]>;
  /** The markets in which the given accounts have a position at the block. */
  readMarkets(parameters: {
    facts: FactsReader;
    chain: NetworkChain;
    block: BlockReference;
    accounts: readonly Address[];
    /** Left out, everything is read. */
    remember?: RememberAtBlock | undefined;
  }): Promise<AccountMarket[]>;
};
