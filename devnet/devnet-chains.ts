/**
 * The local chains. Their Wormhole ids are outside the ranges that the networks' own chains use and
 * not in @wormhole-foundation/sdk-base 6.1.5.
 */
export const devnetChains = [
  { name: "alpha", chainId: 31_337, wormholeChainId: 60_001, hasRedstone: false },
  { name: "beta", chainId: 31_338, wormholeChainId: 60_002, hasRedstone: true },
] as const satisfies readonly DevnetChain[];

export type DevnetChain = {
  name: "alpha" | "beta";
  chainId: number;
  wormholeChainId: number;
  hasRedstone: boolean;
};
