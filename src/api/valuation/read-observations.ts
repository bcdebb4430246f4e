import {
  type BlockReference,
  type BlockVector,
  evaluationTimeSeconds,
} from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Observation } from "../../core/observation.ts";
import type { FeedKind, FeedSource, OracleAdapter } from "../../oracles/oracle-adapter.ts";
import { isHttpSource } from "../http-feeds/http-source.ts";
import type { MethodologyFeed } from "../methodology/methodology.ts";
import type { HttpFeed, HttpObservationReader } from "../store/read-http-observations.ts";
import { type BlockMemory, withoutMemory } from "./create-block-memory.ts";

/** The adapter of every kind of feed. */
export type OracleAdapters = { readonly [Kind in FeedKind]: OracleAdapter<Kind> };

type Feed<Kind extends FeedKind> = { id: string; source: Extract<FeedSource, { kind: Kind }> };

/**
 * Reads something of feeds, one query or so per chain and kind. Feeds on chains outside the vector
 * are left out: to pricing they are `chain_missing`.
 */
async function readByKind<Value>(parameters: {
  feeds: readonly MethodologyFeed[];
  vector: BlockVector;
  adapters: OracleAdapters;
  memory?: BlockMemory | undefined;
  /** What is read, in the memory. */
  name: string;
  read: <Kind extends FeedKind>(
    adapter: OracleAdapter<Kind>,
    feeds: readonly Feed<Kind>[],
    block: BlockReference,
  ) => Promise<Map<string, Value>>;
}): Promise<Map<string, Value>> {
  const { vector, adapters, memory = withoutMemory, name, read } = parameters;
  const result = new Map<string, Value>();
  const readKind = async <Kind extends FeedKind>(
    kind: Kind,
    feeds: readonly MethodologyFeed[],
    block: BlockReference,
  ): Promise<Map<string, Value>> => {
    const ofKind = feeds
      .filter((feed) => feed.source.kind === kind)
      .map((feed) => ({ id: feed.id, source: feed.source as Feed<Kind>["source"] }));
    return ofKind.length === 0 ? new Map() : read(adapters[kind], ofKind, block);
  };
  for (const block of vector.values()) {
    const feeds = parameters.feeds.filter((feed) => feed.chainId === block.chainId);
    // A feed on a chain is of a kind that has an adapter.
    for (const kind of new Set(feeds.map((feed) => feed.source.kind as FeedKind))) {
      const found = await memory(kind, block)(name, () => readKind(kind, feeds, block));
      for (const [feedId, value] of found) result.set(feedId, value);
    }
  }
  return result;
}

/**
 * The last observation of each feed at the vector, by feed id; a feed that never spoke is absent.
 * @param parameters.memory Of what was read of a block, for these very feeds.
 */
export async function readObservations(parameters: {
  facts: FactsReader;
  feeds: readonly MethodologyFeed[];
  vector: BlockVector;
  adapters: OracleAdapters;
  httpObservations: HttpObservationReader;
  memory?: BlockMemory | undefined;
}): Promise<Map<string, Observation>> {
  const { facts, feeds, vector, httpObservations } = parameters;
  const onChains = await readByKind({
    ...parameters,
    name: "observations",
    read: (adapter, feeds, block) => adapter.readObservations({ facts, feeds, block }),
  });
  const overHttp = await httpObservations.readObservations({
    facts,
    feeds: httpFeedsOf(feeds),
    timeSeconds: evaluationTimeSeconds(vector),
  });
  return new Map([...onChains, ...overHttp]);
}

/**
 * What each feed said up to the vector, from the last observation at or before `fromSeconds` on.
 * @param parameters.memory As of {@link readObservations}.
 */
export async function readFeedHistory(parameters: {
  facts: FactsReader;
  feeds: readonly MethodologyFeed[];
  vector: BlockVector;
  adapters: OracleAdapters;
  httpObservations: HttpObservationReader;
  fromSeconds: number;
  memory?: BlockMemory | undefined;
}): Promise<Map<string, Observation[]>> {
  const { facts, feeds, vector, httpObservations, fromSeconds } = parameters;
  const onChains = await readByKind({
    ...parameters,
    name: `history from ${fromSeconds}`,
    read: (adapter, feeds, block) => adapter.readHistory({ facts, feeds, block, fromSeconds }),
  });
  const overHttp = await httpObservations.readHistory({
    facts,
    feeds: httpFeedsOf(feeds),
    timeSeconds: evaluationTimeSeconds(vector),
    fromSeconds,
  });
  return new Map([...onChains, ...overHttp]);
}

function httpFeedsOf(feeds: readonly MethodologyFeed[]): HttpFeed[] {
  return feeds.flatMap(({ id, source }) => (isHttpSource(source) ? [{ id, source }] : []));
}
