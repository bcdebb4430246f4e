import type { OpenChain } from "../open-chain.ts";
import type { Workload } from "./workload.ts";

/** How often a workload may find that chance has asked for what is not possible. */
const tries = 6;

/** What was done by which transactions of the block. */
type Action = { protocol: string; kind: string; first: number; end: number };

/**
 * Lets each workload act once in the chain's next block, updates the feeds that are due, and mines it.
 * @returns the actions, with whether all of their transactions ended as meant.
 */
export async function playRandomBlock(parameters: {
  open: OpenChain;
  workloads: readonly Workload[];
  timestamp: number;
  /** Update every feed, whether due or not. */
  everything: boolean;
  log: (line: string) => void;
}): Promise<{ protocol: string; kind: string; tookEffect: boolean }[]> {
  const { open, workloads, timestamp, everything, log } = parameters;
  const { chain, feeds } = open;
  const actions: Action[] = [];
  for (const { protocol, act } of workloads) {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const first = chain.pendingSenders().length;
      const kind = await act();
      if (kind === undefined) continue;
      actions.push({ protocol, kind, first, end: chain.pendingSenders().length });
      break;
    }
  }
  // Feeds come last: what the actions above were decided on still holds when they run.
  await feeds.tick({ timestamp, everything });
  const { transactions } = await chain.mine({ timestamp, onFailure: log });
  return actions.map(({ protocol, kind, first, end }) => ({
    ...{ protocol, kind },
    tookEffect: transactions.slice(first, end).every(({ reverted }) => !reverted),
  }));
}
