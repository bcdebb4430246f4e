import type { Address } from "viem";
import type { BridgedToken } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ParityCheck } from "../../core/parity.ts";
import { readBridgedSupplyParity } from "../../oracles/bridged-supply/parity.ts";
import type { FeedKind, OracleAdapter } from "../../oracles/oracle-adapter.ts";
import { readRateParity } from "../../oracles/rates/parity.ts";
import { readSequencerParity } from "../../oracles/sequencer/parity.ts";
import type { ProtocolAdapter, ReadPlace } from "../../protocols/protocol-adapter.ts";
import type { MethodologyFeed } from "../methodology/methodology.ts";
import type { OracleAdapters } from "../valuation/read-observations.ts";

/** One compared value of a protocol, or of a kind of feed, on a chain. */
export type ParityComparison = ParityCheck & { chainId: number; protocol: string };

/** A protocol whose contracts no node could be asked about, and why. */
export type Unread = { chainId: number; protocol: string; reason: string };

/** What is compared with what. */
export type ParityScope = {
  protocolAdapters: readonly ProtocolAdapter[];
  oracleAdapters: OracleAdapters;
  /** Of all chains. */
  feeds: readonly MethodologyFeed[];
  bridgedTokens: readonly BridgedToken[];
};

/**
 * Compares all that Ballast derives of one chain at one block with the contracts' own views there:
 * every protocol for the given accounts, every feed, rate and bridge, and the sequencer's. Where no node answers, the protocol is
 * unread: that says nothing of the index.
 * @throws Error of the database, or of an index that contradicts itself.
 */
export async function compareChain(
  parameters: ParityScope & Omit<ReadPlace, "remember"> & { accounts: readonly Address[] },
): Promise<{ comparisons: ParityComparison[]; unread: Unread[] }> {
  const { protocolAdapters, oracleAdapters, feeds, bridgedTokens, accounts, ...place } = parameters;
  const { chainId } = place.block;
  const comparisons: ParityComparison[] = [];
  const unread: Unread[] = [];
  const compare = async (protocol: string, read: () => Promise<readonly ParityCheck[]>) => {
    try {
      for (const check of await read()) comparisons.push({ ...check, chainId, protocol });
    } catch (error) {
      if (!(error instanceof BallastError && error.code === "chain-unreadable")) throw error;
      unread.push({ chainId, protocol, reason: error.message });
    }
  };
  for (const adapter of protocolAdapters) {
    await compare(adapter.name, () => adapter.readParity({ ...place, accounts }));
  }
  const own = feeds.filter((feed) => feed.chainId === chainId);
  for (const kind of new Set(own.map(({ source }) => source.kind as FeedKind))) {
    await compare(kind, () => readFeeds({ ...place, kind, feeds: own, oracleAdapters }));
  }
  const { sequencer } = place.chain;
  if (sequencer !== null)
    await compare("sequencer", () => readSequencerParity({ ...place, feed: sequencer.feed }));
  if (place.chain.rates.length > 0) await compare("rates", () => readRateParity(place));
  if (bridgedTokens.length > 0) {
    await compare("bridged-supply", () => readBridgedSupplyParity({ ...place, bridgedTokens }));
  }
  return { comparisons, unread };
}

/** Whether both state the same; no tolerance. */
export function agrees({ indexed, contract }: ParityCheck): boolean {
  return indexed === contract;
}

/** Every account that any of the protocols knows on the chain at the block, ascending. */
export async function readAllAccounts(
  parameters: Pick<ParityScope, "protocolAdapters"> & Pick<ReadPlace, "facts" | "chain" | "block">,
): Promise<Address[]> {
  const { protocolAdapters, ...place } = parameters;
  const accounts = new Set<Address>();
  for (const adapter of protocolAdapters) {
    for (const account of await adapter.readAccounts(place)) accounts.add(account);
  }
  return [...accounts].sort();
}

function readFeeds<Kind extends FeedKind>(
  parameters: Pick<ReadPlace, "facts" | "contracts"> & {
    block: BlockReference;
    kind: Kind;
    feeds: readonly MethodologyFeed[];
    oracleAdapters: OracleAdapters;
  },
): Promise<readonly ParityCheck[]> {
  const { facts, contracts, block, kind, feeds, oracleAdapters } = parameters;
  type Feeds = Parameters<OracleAdapter<Kind>["readParity"]>[0]["feeds"];
  const adapter: OracleAdapter<Kind> = oracleAdapters[kind];
  const ofKind = feeds
    .filter(({ source }) => source.kind === kind)
    .map(({ id, source }) => ({ id, source })) as unknown as Feeds;
  return adapter.readParity({ facts, contracts, block, feeds: ofKind });
}
