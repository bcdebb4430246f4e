import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { readSequencerReports } from "../../oracles/sequencer/read-sequencers.ts";
import type { Methodology, MethodologySequencer } from "../methodology/methodology.ts";
import type { PriceHistory } from "../pricing/price-history.ts";
import { replayStartSeconds, replayWindowSeconds } from "../pricing/replay-window.ts";
import type { SequencerHistory } from "../pricing/sequencer.ts";
import type { HttpObservationReader } from "../store/read-http-observations.ts";
import { type OracleAdapters, readFeedHistory } from "./read-observations.ts";

/**
 * What every feed of the methodology said, and every sequencer, as far back as the prices at a vector
 * depend on it.
 */
export async function readPriceHistory(parameters: {
  facts: FactsReader;
  vector: BlockVector;
  methodology: Pick<Methodology, "prices" | "policies" | "sequencers">;
  adapters: OracleAdapters;
  httpObservations: HttpObservationReader;
}): Promise<PriceHistory> {
  const { vector, methodology } = parameters;
  const feeds = methodology.prices.flatMap((price) => price.feeds);
  const fromSeconds = replayStartSeconds(
    evaluationTimeSeconds(vector),
    replayWindowSeconds(methodology),
  );
  const { facts } = parameters;
  return {
    feeds: await readFeedHistory({ ...parameters, feeds, fromSeconds }),
    sequencers: await readSequencerHistories({
      facts,
      vector,
      sequencers: methodology.sequencers ?? [],
      fromSeconds,
    }),
  };
}

/** By chain id, for the chains of the vector. A chain whose feed never spoke has no reports. */
async function readSequencerHistories(parameters: {
  facts: FactsReader;
  vector: BlockVector;
  sequencers: readonly MethodologySequencer[];
  fromSeconds: number;
}): Promise<Map<number, SequencerHistory>> {
  const { facts, vector, sequencers, fromSeconds } = parameters;
  const histories = new Map<number, SequencerHistory>();
  for (const { chainId, feed, graceSeconds } of sequencers) {
    const block = vector.get(chainId);
    if (block === undefined) continue;
    const rows = await readSequencerReports({ facts, feed, block, fromSeconds });
    const reports = rows.map(({ isUp, sinceSeconds, blockTimestampSeconds }) => ({
      up: isUp,
      sinceSeconds,
      writeTimeSeconds: blockTimestampSeconds,
    }));
    histories.set(chainId, { graceSeconds, reports });
  }
  return histories;
}
