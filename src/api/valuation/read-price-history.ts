import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Methodology } from "../methodology/methodology.ts";
import type { PriceHistory } from "../pricing/price-history.ts";
import { replayStartSeconds, replayWindowSeconds } from "../pricing/replay-window.ts";
import type { HttpObservationReader } from "../store/read-http-observations.ts";
import { type OracleAdapters, readFeedHistory } from "./read-observations.ts";

/** What every feed of the methodology said, as far back as the prices at a vector depend on it. */
export async function readPriceHistory(parameters: {
  facts: FactsReader;
  vector: BlockVector;
  methodology: Pick<Methodology, "prices" | "policies">;
  adapters: OracleAdapters;
  httpObservations: HttpObservationReader;
}): Promise<PriceHistory> {
  const { vector, methodology } = parameters;
  const feeds = methodology.prices.flatMap((price) => price.feeds);
  const fromSeconds = replayStartSeconds(
    evaluationTimeSeconds(vector),
    replayWindowSeconds(methodology),
  );
  return { feeds: await readFeedHistory({ ...parameters, feeds, fromSeconds }) };
}
