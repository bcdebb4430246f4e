import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Observation } from "../../core/observation.ts";
import type { FeedKind, FeedSource, OracleAdapter } from "../../oracles/oracle-adapter.ts";
import { isHttpSource } from "../http-feeds/http-source.ts";
import type { MethodologyFeed } from "../methodology/methodology.ts";
import type { OracleAdapters } from "./read-observations.ts";

/**
 * At each of some vectors, the observations of the feeds whose value moves without being written, a
 * time-weighted mean: what their history alone does not tell. All other feeds are left out.
 */
export async function readMovingObservations(parameters: {
  facts: FactsReader;
  feeds: readonly MethodologyFeed[];
  vectors: readonly BlockVector[];
  adapters: OracleAdapters;
}): Promise<Map<string, Observation>[]> {
  const { facts, feeds, vectors, adapters } = parameters;
  const found = vectors.map(() => new Map<string, Observation>());
  const readKind = async <Kind extends FeedKind>(
    kind: Kind,
    chainId: number,
    onChain: readonly MethodologyFeed[],
  ) => {
    const adapter: OracleAdapter<Kind> = adapters[kind];
    if (adapter?.readMoving === undefined) return;
    const ofKind = onChain
      .filter((feed) => feed.source.kind === kind)
      .map(({ id, source }) => ({ id, source: source as Extract<FeedSource, { kind: Kind }> }));
    const at = vectors.flatMap((vector, index) => {
      const block = vector.get(chainId);
      return block === undefined ? [] : [{ index, block }];
    });
    const blocks = at.map(({ block }) => block);
    const series = await adapter.readMoving({ facts, feeds: ofKind, blocks });
    at.forEach(({ index }, position) => {
      for (const [feedId, one] of series[position] ?? []) found[index]?.set(feedId, one);
    });
  };
  for (const chainId of new Set(feeds.map((feed) => feed.chainId))) {
    if (chainId === null) continue;
    const onChain = feeds.filter((feed) => feed.chainId === chainId);
    const kinds = new Set(
      onChain.flatMap(({ source }) => (isHttpSource(source) ? [] : [source.kind])),
    );
    for (const kind of kinds) await readKind(kind, chainId, onChain);
  }
  return found;
}
