import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { ChainHead } from "../chains/create-chain-heads.ts";
import type { HashedMethodology } from "../methodology/methodology.ts";
import {
  completeRange,
  type HistoryRange,
  readHistoryCursor,
  requireForward,
  stepTimes,
} from "../parameters/history-steps.ts";
import { replayStartSeconds } from "../pricing/replay-window.ts";
import { resolveBlockVector } from "./resolve-block-vector.ts";
import { settledSeconds } from "./settled-seconds.ts";

/** What a caller says of the times of a history. */
type AskedHistory = { [Key in keyof HistoryRange]?: number | undefined } & {
  cursor?: string | undefined;
};

type Dependencies = Pick<
  AppDependencies,
  "network" | "blocks" | "clock" | "methodologies" | "valuer"
>;

export type HistoryPage = {
  range: HistoryRange;
  times: readonly number[];
  /** What `at` of each time means, with the methodology in force there. */
  vectors: readonly BlockVector[];
  methodologies: readonly HashedMethodology[];
  /** The first time of the next page. */
  next: number | null;
};

/** A page takes the replay of a window for each, whatever the interval. */
const MOST_WINDOWS = 48;

/**
 * The times of a page of a history, all of them settled, with the block vector of each.
 * @param parameters.limit Most times of the page.
 * @param parameters.usualPoints Most times of the range, where the caller names no interval.
 * @throws ProblemError 400 `malformed-cursor`, `conflicting-parameters`, `invalid-request`,
 * `future-time`, 404 `before-index`, 503 `not-indexed`.
 */
export async function readHistoryPage(parameters: {
  dependencies: Dependencies;
  facts: FactsReader;
  asked: AskedHistory;
  heads: ReadonlyMap<number, ChainHead | null>;
  limit: number;
  usualPoints: number;
}): Promise<HistoryPage> {
  const { dependencies, facts, limit } = parameters;
  const { methodologies, valuer } = dependencies;
  const { range, first } = await readRange(parameters);
  const times = boundedTimes(stepTimes(range, first, limit), valuer.windowSeconds);
  const vectors = await readVectors(parameters, times);
  const inForce: HashedMethodology[] = [];
  for (const vector of vectors) inForce.push(await methodologies.at({ facts, vector }));
  const after = (times.at(-1) ?? range.to) + range.interval;
  const next = after > range.to ? null : after;
  return { range, times, vectors, methodologies: inForce, next };
}

/** Each methodology with the first time that is its. */
export function methodologyChanges({
  times,
  vectors,
  methodologies,
}: Pick<HistoryPage, "times" | "vectors" | "methodologies">): {
  fromSeconds: number;
  methodology: HashedMethodology;
}[] {
  return methodologies.flatMap((methodology, index) =>
    methodologies[index - 1]?.hash === methodology.hash
      ? []
      : [{ fromSeconds: times[index] ?? evaluationTimeSeconds(vectors[index]!), methodology }],
  );
}

type Place = Pick<
  Parameters<typeof readHistoryPage>[0],
  "dependencies" | "facts" | "asked" | "heads" | "usualPoints"
>;

async function readRange({
  dependencies: { network, blocks, clock },
  facts,
  asked,
  heads,
  usualPoints,
}: Place): Promise<{ range: HistoryRange; first: number }> {
  if (asked.cursor !== undefined) return readHistoryCursor(asked.cursor, asked);
  const chainIds = network.chains.map((chain) => chain.chainId);
  const common = { facts, blocks, chainIds, heads, clock };
  let settled = asked.to;
  if (settled === undefined) {
    const { indexed } = await resolveBlockVector({ ...common, asOf: { kind: "newest" } });
    settled = settledSeconds({ indexed, heads });
  }
  const beginSeconds = (await blocks.readIndexBegin({ facts, chainIds })) ?? settled;
  const range = completeRange(asked, { settledSeconds: settled, beginSeconds, usualPoints });
  requireForward(range);
  return { range, first: range.from };
}

/** The block vectors of some times, of which the first and the last decide whether all are settled. */
async function readVectors(
  { dependencies: { network, blocks, clock }, facts, heads }: Place,
  times: readonly number[],
): Promise<BlockVector[]> {
  const chainIds = network.chains.map((chain) => chain.chainId);
  for (const timestampSeconds of [times[0], times.at(-1)]) {
    if (timestampSeconds === undefined) continue;
    const asOf = { kind: "time", timestampSeconds } as const;
    await resolveBlockVector({ facts, blocks, chainIds, asOf, heads, clock });
  }
  return blocks.readBlockSeries({ facts, chainIds, times });
}

/** As many of the times as a page may take windows. The evaluation of a time is not after it. */
function boundedTimes(times: readonly number[], windowSeconds: number): number[] {
  const windows = new Set<number>();
  return times.filter((time) => {
    windows.add(replayStartSeconds(time, windowSeconds));
    return windows.size <= MOST_WINDOWS;
  });
}
