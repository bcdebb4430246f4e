import type { AaveV3Version } from "./aave-v3/create-aave-v3-deployer.ts";

/**
 * The local chains. Their Wormhole ids are outside the ranges that the networks' own chains use and
 * not in @wormhole-foundation/sdk-base 6.1.5.
 */
export const devnetChains = [
  {
    name: "alpha",
    chainId: 31_337,
    wormholeChainId: 60_001,
    aaveV3Version: "3.0.2",
    hasRedstone: false,
  },
  {
    name: "beta",
    chainId: 31_338,
    wormholeChainId: 60_002,
    aaveV3Version: "3.0.2",
    hasRedstone: true,
  },
] as const satisfies readonly DevnetChain[];

export type DevnetChain = {
  name: "alpha" | "beta";
  chainId: number;
  wormholeChainId: number;
  aaveV3Version: AaveV3Version;
  hasRedstone: boolean;
};
