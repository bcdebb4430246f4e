import type {
  MethodologyFeed,
  MethodologyPrice,
  PricePolicy,
} from "../../../src/api/methodology/methodology.ts";
import type { Observation } from "../../../src/core/observation.ts";

/** Time of every evaluation in these tests unless they say otherwise. */
export const NOW = 1_700_000_000;

export const MAJORS: PricePolicy = {
  id: "majors",
  softSpreadBps: 150,
  hardSpreadBps: 300,
  maximumConfidenceBps: 200,
  lastGoodSeconds: 3_600,
  reason: "test",
};

export function makeFeed(id: string, overrides: Partial<MethodologyFeed> = {}): MethodologyFeed {
  return {
    id,
    chainId: 1,
    source: { kind: "chainlink", proxy: "0x0000000000000000000000000000000000000001" },
    heartbeatSeconds: 3_600,
    futureToleranceSeconds: 0,
    minimumWad: 1n,
    maximumWad: 10n ** 30n,
    upstream: [`tag-${id}`],
    quotedIn: null,
    ...overrides,
  };
}

/** A feed's last word: `value` in its own decimals (8 unless told), written at `time`. */
export function observe(
  feedId: string,
  value: bigint,
  { time = NOW, ...overrides }: Partial<Observation> & { time?: number } = {},
): Observation {
  return {
    feedId,
    chainId: 1,
    blockNumber: 100n,
    logIndex: -1,
    transactionHash: null,
    rawValue: value,
    decimals: 8,
    rawConfidence: null,
    sourceTimeSeconds: time,
    writeTimeSeconds: time,
    roundKey: "1",
    ...overrides,
  };
}

export function makePrice(
  feeds: readonly MethodologyFeed[],
  overrides: Partial<MethodologyPrice> = {},
): MethodologyPrice {
  return { id: "ETH/USD", policyId: "majors", feeds, ...overrides };
}

export function byFeed(observations: readonly Observation[]): Map<string, Observation> {
  return new Map(observations.map((observation) => [observation.feedId, observation]));
}
