import { WAD } from "../../core/fixed-point.ts";
import type { AssetClass, PricePolicy } from "./methodology.ts";

/** What the methodology lays down for every token of a symbol, whichever chain it is on. */
export type AssetRule = {
  class: AssetClass;
  /** The unit under which feeds quote the token: `ETH` for WETH. */
  unit: string;
  policyId: PricePolicy["id"];
  haircutBps: number;
  /** Sanity range of a feed's value in USD × 10^18. */
  minimumWad: bigint;
  maximumWad: bigint;
};

const MAJOR = { class: "native", policyId: "majors", haircutBps: 2_000 } as const;
const STABLE = {
  class: "stable",
  policyId: "stables",
  haircutBps: 500,
  minimumWad: WAD / 1_000n,
  maximumWad: 2n * WAD,
} as const;

/** By token symbol. A token that is not listed has no agreed class and therefore no value. */
export const ASSET_RULES: Readonly<Record<string, AssetRule>> = {
  WETH: { ...MAJOR, unit: "ETH", minimumWad: WAD, maximumWad: 1_000_000n * WAD },
  WBTC: { ...MAJOR, unit: "BTC", minimumWad: 10n * WAD, maximumWad: 100_000_000n * WAD },
  USDC: { ...STABLE, unit: "USDC" },
  USDT: { ...STABLE, unit: "USDT" },
  DAI: { ...STABLE, unit: "DAI" },
};

export { PRICE_POLICIES } from "./price-policies.ts";
