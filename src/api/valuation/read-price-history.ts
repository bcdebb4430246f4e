import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Methodology } from "../methodology/methodology.ts";
import type { PriceHistory } from "../pricing/price-history.ts";
import { replayStartSeconds, replayWindowSeconds } from "../pricing/replay-window.ts";
import { type OracleAdapters, readFeedHistory } from "./read-observations.ts";

/**
 * What every feed of the methodology said up to a vector, as far back as the prices there depend on
 * it, or from the begin of an earlier replay on.
 */
export async function readPriceHistory(parameters: {
  facts: FactsReader;
  vector: BlockVector;
  methodology: Pick<Methodology, "prices" | "policies">;
  adapters: OracleAdapters;
  startSeconds?: number;
  /** Left out: all. What the prices are made of must be among them. */
  prices?: Methodology["prices"];
}): Promise<PriceHistory> {
  const { facts, vector, methodology, adapters, prices = methodology.prices } = parameters;
  const feeds = prices.flatMap((price) => price.feeds);
  const fromSeconds =
    parameters.startSeconds ??
    replayStartSeconds(evaluationTimeSeconds(vector), replayWindowSeconds(methodology));
  return { feeds: await readFeedHistory({ facts, feeds, vector, adapters, fromSeconds }) };
}
