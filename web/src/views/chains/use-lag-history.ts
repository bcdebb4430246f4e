import { useEffect, useState } from "react";
import type { Schemas } from "../../lib/api.ts";
import { type BlockSample, blockInterval } from "../../lib/judge-freshness.ts";

/** At one answer every two seconds, the last six minutes. */
const MOST_SAMPLES = 180;

export type LagHistory = {
  /** Seconds behind the head, oldest first; null where the head was not known. */
  lags: readonly (number | null)[];
  blocks: readonly BlockSample[];
};

/** What a chain's lag was since the view was opened, kept in memory alone. */
export function useLagHistory(
  chains: readonly Schemas["Chain"][] | undefined,
  answeredAt: number,
): ReadonlyMap<string, LagHistory> {
  const [histories, setHistories] = useState<ReadonlyMap<string, LagHistory>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: one sample for each answer.
  useEffect(() => {
    if (chains === undefined) return;
    setHistories((before) => {
      const after = new Map(before);
      for (const { chain, lag, indexed } of chains) {
        const { lags, blocks } = before.get(chain) ?? { lags: [], blocks: [] };
        const isNew = indexed !== null && blocks.at(-1)?.number !== indexed.number;
        after.set(chain, {
          lags: [...lags, lag.seconds].slice(-MOST_SAMPLES),
          blocks: isNew ? [...blocks, indexed].slice(-MOST_SAMPLES) : blocks,
        });
      }
      return after;
    });
  }, [answeredAt]);
  return histories;
}

/** Seconds between the chain's blocks, as seen since the view was opened. */
export function seenInterval(history: LagHistory | undefined): number | null {
  return history === undefined ? null : blockInterval(history.blocks);
}
