import { WAD } from "../../core/fixed-point.ts";
import type { PricePolicy } from "./methodology.ts";
import type { RiskProfileId } from "./risk-profiles.ts";

/** What the methodology lays down for every token of a symbol, whichever chain it is on. */
export type AssetRule = {
  /** Its class and haircut. */
  profile: RiskProfileId;
  /** The unit under which feeds quote the token: `ETH` for WETH. */
  unit: string;
  policyId: PricePolicy["id"];
  /** Sanity range of a feed's value in USD × 10^18. */
  minimumWad: bigint;
  maximumWad: bigint;
};

const MAJOR = { profile: "native-major", policyId: "majors" } as const;
const STABLE = {
  profile: "stable-fiat",
  policyId: "stables",
  minimumWad: WAD / 1_000n,
  maximumWad: 2n * WAD,
} as const;

/** Shares have no feeds: their range bounds nothing. */
const SHARE = {
  profile: "vault-share",
  policyId: "majors",
  minimumWad: 1n,
  maximumWad: 1_000_000n * WAD,
} as const;

/** Of the local chains, by token symbol. A token that is not listed has no agreed class and therefore no value. */
export const DEVNET_ASSET_RULES: Readonly<Record<string, AssetRule>> = {
  WETH: { ...MAJOR, unit: "ETH", minimumWad: WAD, maximumWad: 1_000_000n * WAD },
  WBTC: { ...MAJOR, unit: "BTC", minimumWad: 10n * WAD, maximumWad: 100_000_000n * WAD },
  USDC: { ...STABLE, unit: "USDC" },
  USDT: { ...STABLE, unit: "USDT" },
  DAI: { ...STABLE, unit: "DAI" },
  stkETH: {
    profile: "liquid-staked",
    unit: "STKETH",
    policyId: "staked",
    minimumWad: WAD,
    maximumWad: 1_000_000n * WAD,
  },
  vWETH: { ...SHARE, unit: "VWETH" },
  bvUSDC: { ...SHARE, unit: "BVUSDC" },
  vbvUSDC: { ...SHARE, unit: "VBVUSDC" },
  "DAI.a": { ...STABLE, profile: "stable-bridged", unit: "DAI.A" },
};

export { PRICE_POLICIES } from "./price-policies.ts";
