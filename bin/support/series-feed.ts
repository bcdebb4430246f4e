import { zeroAddress } from "viem";
import type { MethodologyFeed } from "../../src/api/methodology/methodology.ts";
import type { Observation } from "../../src/core/observation.ts";
import type { CsvObservation } from "./parse-feed-csv.ts";

/** A feed that is known by its observations only. */
export function seriesFeed(parameters: {
  id: string;
  upstream: readonly string[];
  heartbeatSeconds: number;
}): MethodologyFeed {
  return {
    ...parameters,
    chainId: 1,
    source: { kind: "chainlink", proxy: zeroAddress },
    futureToleranceSeconds: 0,
    minimumWad: 1n,
    maximumWad: 10n ** 60n,
    quotedIn: null,
  };
}

export function seriesObservation(one: CsvObservation): Observation {
  const { feedId, rawValue, decimals, timeSeconds, roundKey } = one;
  return {
    feedId,
    chainId: 1,
    blockNumber: 0n,
    logIndex: -1,
    transactionHash: null,
    rawValue,
    decimals,
    rawConfidence: null,
    sourceTimeSeconds: timeSeconds,
    writeTimeSeconds: timeSeconds,
    roundKey,
  };
}
