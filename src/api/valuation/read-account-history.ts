import { setImmediate } from "node:timers/promises";
import type { BlockVector } from "../../core/block-vector.ts";
import type { AccountId } from "../../core/identifiers.ts";
import type { AccountMarket } from "../../core/position.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import { markDoubts } from "../parity/mark-doubts.ts";
import type { OpenMismatch } from "../parity/open-mismatch.ts";
import { requireVectorOfChains } from "../vectors/require-vector-of-chains.ts";
import type { AccountValue } from "./account-value.ts";
import type { PriceSeries } from "./create-price-reader.ts";
import { unifiedTotals } from "./unified/unified-totals.ts";
import type { UnifiedTotals } from "./unified/unified-value.ts";
import { valueAccount } from "./value-account.ts";

/** An account at one vector: what the view of the past there has of it. */
export type AccountPoint = { value: AccountValue; totals: UnifiedTotals };

type Dependencies = Pick<AppDependencies, "withSnapshot" | "blocks" | "historyValuer" | "parity">;

/** A snapshot keeps Ponder from taking back blocks of a reorg: none lasts as long as a page. */
const VECTORS_PER_SNAPSHOT = 8;

/**
 * An account at each of some settled vectors, ascending, each by the methodology in force there: its
 * markets are read vector by vector, its prices replayed once for all of them.
 * @throws ProblemError 503 `reorganising` where a reorg takes one of the blocks away meanwhile.
 */
export async function readAccountHistory(parameters: {
  dependencies: Dependencies;
  account: AccountId;
  /** Chains whose positions count: part of every vector. */
  chainIds: readonly number[];
  vectors: readonly BlockVector[];
  methodologies: readonly HashedMethodology[];
}): Promise<AccountPoint[]> {
  const { account, vectors, methodologies } = parameters;
  const facts = await readFacts(parameters);
  const points: AccountPoint[] = [];
  for (const evaluate of await readPrices(parameters, facts)) {
    for (const prices of evaluate()) {
      const { markets, mismatches } = facts[points.length]!;
      const methodology = methodologies[points.length]!;
      const vector = vectors[points.length]!;
      const value = valueAccount({ account, vector, markets, prices, methodology });
      points.push({
        value: markDoubts(value, mismatches),
        totals: unifiedTotals({ markets, prices, methodology }),
      });
    }
    // Others may have their turn between two windows.
    await setImmediate();
  }
  return points;
}

type Asked = Parameters<typeof readAccountHistory>[0];
type PointFacts = { markets: readonly AccountMarket[]; mismatches: readonly OpenMismatch[] };

async function readFacts(parameters: Asked): Promise<PointFacts[]> {
  const { dependencies, account, chainIds, vectors } = parameters;
  const { withSnapshot, blocks, historyValuer, parity } = dependencies;
  const found: PointFacts[] = [];
  for (let start = 0; start < vectors.length; start += VECTORS_PER_SNAPSHOT) {
    const part = vectors.slice(start, start + VECTORS_PER_SNAPSHOT);
    const ofPart = await withSnapshot(async (facts) => {
      await requireVectorOfChains({ facts, blocks, vector: part.at(-1)! });
      const read: PointFacts[] = [];
      for (const vector of part) {
        read.push({
          markets: await historyValuer.readMarkets({ facts, vector, account, chainIds }),
          mismatches: await parity.openMismatches({ facts, vector }),
        });
      }
      return read;
    });
    found.push(...ofPart);
  }
  return found;
}

/** The prices of the positions' assets, vector by vector. */
async function readPrices(
  { dependencies, vectors, methodologies }: Asked,
  facts: readonly PointFacts[],
): Promise<PriceSeries> {
  const { withSnapshot, blocks, historyValuer } = dependencies;
  const runs: { methodology: HashedMethodology; from: number; until: number }[] = [];
  for (const [index, methodology] of methodologies.entries()) {
    const last = runs.at(-1);
    if (last?.methodology.hash === methodology.hash) last.until = index + 1;
    else runs.push({ methodology, from: index, until: index + 1 });
  }
  const newest = vectors.at(-1);
  if (newest === undefined) return [];
  return withSnapshot(async (reader) => {
    await requireVectorOfChains({ facts: reader, blocks, vector: newest });
    const series: PriceSeries[number][] = [];
    for (const { methodology, from, until } of runs) {
      const held = new Set(
        facts
          .slice(from, until)
          .flatMap(({ markets }) => markets.flatMap(({ positions }) => positions))
          .map(({ asset }) => asset),
      );
      const priceIds = methodology.assets
        .filter(({ asset }) => held.has(asset))
        .map(({ priceId }) => priceId);
      series.push(
        ...(await historyValuer.readSeries({
          facts: reader,
          vectors: vectors.slice(from, until),
          priceIds: [...new Set(priceIds)],
        })),
      );
    }
    return series;
  });
}
