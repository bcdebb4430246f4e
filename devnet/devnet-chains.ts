import type { PartName } from "./parts/devnet-parts.ts";
import type { Pace } from "./scenario/block-times.ts";

/**
 * The local chains, and what each has beside tokens, Chainlink, Pyth, Wormhole and Ballast. Their
 * Wormhole ids are outside the ranges that the networks' own chains use and not in
 * @wormhole-foundation/sdk-base 6.1.5.
 */
export const devnetChains = [
  {
    name: "alpha",
    chainId: 31_337,
    wormholeChainId: 60_001,
    pace: "lively",
    parts: [
      "aave-v3-6",
      "uniswap-v3",
      "second-phase",
      "chainlink-cache",
      "staked-ether",
      "bridge-home",
    ],
  },
  {
    name: "beta",
    chainId: 31_338,
    wormholeChainId: 60_002,
    pace: "lively",
    parts: [
      "aave-v3",
      "uniswap-v3",
      "redstone",
      "morpho",
      "chronicle",
      "sequencer",
      "bridge-remote",
    ],
  },
  {
    name: "gamma",
    chainId: 31_339,
    wormholeChainId: 60_003,
    pace: "calm",
    parts: ["maker", "venus", "perp-v2"],
  },
] as const satisfies readonly DevnetChain[];

export type DevnetChainName = "alpha" | "beta" | "gamma";

export type DevnetChain = {
  name: DevnetChainName;
  chainId: number;
  wormholeChainId: number;
  /** Of the common history. */
  pace: Pace;
  /** In the order in which they are deployed and act. */
  parts: readonly PartName[];
};
