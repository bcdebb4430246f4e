import type { Address, Hex } from "viem";
import type { BlockReference } from "../core/block-vector.ts";
import type { ContractReader } from "../core/contract-reader.ts";
import type { FactsReader } from "../core/facts-reader.ts";
import type { Observation } from "../core/observation.ts";
import type { ParityCheck } from "../core/parity.ts";

/** Where a feed's values come from on its chain. */
export type FeedSource =
  | { kind: "chainlink"; proxy: Address }
  /** `proxy`: before the cache, through which the feed is read; null where it is read by its data id. */
  | { kind: "chainlink-cache"; cache: Address; dataId: Hex; proxy: Address | null }
  | { kind: "chronicle"; scribe: Address }
  | { kind: "pyth"; contract: Address; priceId: Hex }
  | { kind: "redstone"; adapter: Address; dataFeedId: Hex; decimals: number }
  | {
      kind: "uniswap-v3";
      pool: Address;
      /** The token that is priced; the other token of the pool is the unit of the quote. */
      baseToken: Address;
      baseDecimals: number;
      quoteDecimals: number;
      windowSeconds: number;
    };

export type FeedKind = FeedSource["kind"];

/** How the facts of one feed kind are read back as observations. */
export type OracleAdapter<Kind extends FeedKind = FeedKind> = {
  kind: Kind;
  /** The last observation at the block of each feed; a feed that never spoke is absent from the map. */
  readObservations(parameters: {
    facts: FactsReader;
    feeds: readonly { id: string; source: Extract<FeedSource, { kind: Kind }> }[];
    block: BlockReference;
  }): Promise<Map<string, Observation>>;
  /**
   * What each feed said up to the block, in the order in which its chain wrote it, beginning with
   * the last observation written at or before `fromSeconds`: what a search for the last good price
   * needs. A feed that never spoke is absent.
   */
  readHistory(parameters: {
    facts: FactsReader;
    feeds: readonly { id: string; source: Extract<FeedSource, { kind: Kind }> }[];
    block: BlockReference;
    fromSeconds: number;
  }): Promise<Map<string, Observation[]>>;
  /**
   * For a kind whose value moves without being written (a time-weighted mean): what
   * `readObservations` says at each of some blocks of one chain, ascending, read at once.
   */
  readMoving?(parameters: {
    facts: FactsReader;
    feeds: readonly { id: string; source: Extract<FeedSource, { kind: Kind }> }[];
    blocks: readonly BlockReference[];
  }): Promise<readonly ReadonlyMap<string, Observation>[]>;
  /**
   * What the index says of each feed beside what its contract's own views say at the block. A check's
   * market is the feed.
   */
  readParity(parameters: {
    facts: FactsReader;
    contracts: ContractReader;
    feeds: readonly { id: string; source: Extract<FeedSource, { kind: Kind }> }[];
    block: BlockReference;
  }): Promise<readonly ParityCheck[]>;
};

/** What {@link OracleAdapter.readParity} is given. */
export type ComparedFeeds<Kind extends FeedKind> = Parameters<OracleAdapter<Kind>["readParity"]>[0];
