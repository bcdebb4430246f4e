import type { BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { readSequencerReports } from "../../oracles/sequencer/read-sequencers.ts";
import type { MethodologySequencer } from "../methodology/methodology.ts";
import type { SequencerHistory } from "../pricing/sequencer.ts";
import type { BlockMemory } from "./create-block-memory.ts";

/** By chain id, for the chains of the vector. A chain whose feed never spoke has no reports. */
export async function readSequencerHistories(parameters: {
  facts: FactsReader;
  vector: BlockVector;
  sequencers: readonly MethodologySequencer[];
  fromSeconds: number;
  memory: BlockMemory;
}): Promise<Map<number, SequencerHistory>> {
  const { facts, vector, sequencers, fromSeconds, memory } = parameters;
  const histories = new Map<number, SequencerHistory>();
  for (const { chainId, feed, graceSeconds } of sequencers) {
    const block = vector.get(chainId);
    if (block === undefined) continue;
    const rows = await memory("sequencers", block)(`history from ${fromSeconds}`, () =>
      readSequencerReports({ facts, feed, block, fromSeconds }),
    );
    const reports = rows.map(({ isUp, sinceSeconds, blockTimestampSeconds }) => ({
      up: isUp,
      sinceSeconds,
      writeTimeSeconds: blockTimestampSeconds,
    }));
    histories.set(chainId, { graceSeconds, reports });
  }
  return histories;
}
