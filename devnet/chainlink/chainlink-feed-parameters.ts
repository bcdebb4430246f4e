import type { Pair } from "../tokens/devnet-tokens.ts";

export const chainlinkDecimals = 8;

/** How often each feed is answered at the latest, and by what move it is answered sooner. */
export const chainlinkFeedParameters = {
  "ETH/USD": { heartbeatSeconds: 3_600, deviationBps: 50n },
  "BTC/USD": { heartbeatSeconds: 3_600, deviationBps: 50n },
  "USDC/USD": { heartbeatSeconds: 86_400, deviationBps: 10n },
  "DAI/USD": { heartbeatSeconds: 3_600, deviationBps: 10n },
} as const satisfies Record<Pair, { heartbeatSeconds: number; deviationBps: bigint }>;

/** Rounds need two of the three oracles, so a round is answered twice while they report. */
export const fluxAggregatorParameters = {
  minimumSubmissions: 2,
  maximumSubmissions: 3,
  restartDelayRounds: 0,
  timeoutSeconds: 3_600,
  minimumAnswer: 1n,
  maximumAnswer: 10n ** 15n,
} as const;
