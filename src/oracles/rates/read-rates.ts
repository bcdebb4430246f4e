import type { BlockReference } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { WAD } from "../../core/fixed-point.ts";
import type { RateObservation } from "../../core/rate-observation.ts";
import { readSampleHistory, type ViewSample } from "../samples/read-samples.ts";
import { viewKey } from "../samples/sampled-call.ts";
import type { MethodologyRate } from "./methodology-rate.ts";
import { rateDecimals, rateView } from "./rate-source.ts";

/**
 * What the providers of rates on one chain said up to a block, oldest first, from the last time at or
 * before `fromSeconds` on, by rate id. A provider that was never asked is absent.
 */
export async function readRateHistory(parameters: {
  facts: FactsReader;
  rates: readonly MethodologyRate[];
  block: BlockReference;
  fromSeconds: number;
}): Promise<Map<string, RateObservation[]>> {
  const { rates, block, ...place } = parameters;
  const own = rates.filter(({ chainId }) => chainId === block.chainId);
  const samples = await readSampleHistory({
    ...place,
    block,
    views: own.map(({ source }) => rateView(source)),
  });
  return new Map(
    own.flatMap((rate) => {
      const history = samples.get(viewKey(rateView(rate.source)));
      return history === undefined
        ? []
        : [[rate.id, history.map((one) => rateObservation(rate, one))]];
    }),
  );
}

/** ⌊value · 10^18 / 10^decimals⌋: whole units of the base per whole token. */
function rateObservation(rate: MethodologyRate, sample: ViewSample): RateObservation {
  const { value, blockTimestampSeconds, chainId } = sample;
  return {
    rateId: rate.id,
    chainId,
    rateWad: value === null ? null : (value * WAD) / 10n ** BigInt(rateDecimals(rate.source)),
    confidenceBps: null,
    sourceTimeSeconds: blockTimestampSeconds,
    writeTimeSeconds: blockTimestampSeconds,
  };
}
