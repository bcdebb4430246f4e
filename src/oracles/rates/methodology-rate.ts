import type { Address } from "viem";
import type { RateSource } from "./rate-source.ts";

/** A rate as the methodology names it. */
export type MethodologyRate = {
  id: string;
  chainId: number;
  source: RateSource;
  /** Aave's adapter whose cap bounds the rate; null where there is none. */
  capAdapter: Address | null;
};
