import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import { isSameVector, isVectorOfChains } from "../vectors/is-same-vector.ts";
import { resolveBlockVector } from "../vectors/resolve-block-vector.ts";
import { createPriceSnapshot, type PriceSnapshot } from "./price-snapshot.ts";

export type SnapshotSource = Pick<
  AppDependencies,
  "network" | "methodologies" | "withSnapshot" | "blocks" | "valuer" | "clock"
>;

/** The newest vector beside an earlier one: the same, a later one, or one after a reorg. */
export type Newest = { snapshot: PriceSnapshot; superseded: boolean };

/**
 * The prices at the newest indexed vector; `last` itself where there is no newer one. `superseded`
 * says that a block of `last` is part of its chain no longer.
 * @throws ProblemError 503 `not-indexed` while the backfill is under way.
 */
export function readNewestSnapshot(
  source: SnapshotSource,
  last: PriceSnapshot | null,
): Promise<Newest> {
  return source.withSnapshot(async (facts) => {
    const { vector, nowSeconds } = await resolveBlockVector({
      facts,
      blocks: source.blocks,
      chainIds: source.network.chains.map((chain) => chain.chainId),
      asOf: { kind: "newest" },
      heads: new Map(),
      clock: source.clock,
    });
    if (last !== null && isSameVector(last.vector, vector))
      return { snapshot: last, superseded: false };
    const superseded =
      last !== null &&
      !(await isVectorOfChains({ facts, blocks: source.blocks, vector: last.vector }));
    const { prices, methodology } = await pricesAt(source, facts, vector);
    const snapshot = createPriceSnapshot({ vector, methodology, prices, nowSeconds });
    return { snapshot, superseded };
  });
}

/** The prices at a vector by the methodology in force there. */
export async function pricesAt(
  { methodologies, valuer }: Pick<SnapshotSource, "methodologies" | "valuer">,
  facts: FactsReader,
  vector: BlockVector,
) {
  const methodology = await methodologies.at({ facts, vector });
  return { methodology, prices: await valuer.pricesAt({ facts, vector }) };
}
