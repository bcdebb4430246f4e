import type { Pair } from "../tokens/devnet-tokens.ts";

export const chroniclePairs = ["DAI/USD", "USDC/USD"] as const satisfies readonly Pair[];
export type ChroniclePair = (typeof chroniclePairs)[number];

export const chronicleHeartbeatSeconds = 3_600;
export const chronicleDeviationBps = 10n;
