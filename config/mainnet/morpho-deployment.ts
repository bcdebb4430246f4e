import { addressesRegistry, deployments } from "@morpho-org/morpho-ts";
import type { Address } from "viem";
import type { MetaMorphoDeployment, MorphoBlueDeployment } from "../network.ts";

/** Chains of which the registry has Morpho Blue, its rate model and the factory of MetaMorpho v1.1. */
type MorphoChainId = 1 | 10 | 137 | 8453 | 42161;

/** Addresses and deployment blocks as @morpho-org/morpho-ts has them. */
export function morphoDeployment(chainId: MorphoChainId): {
  morphoBlue: MorphoBlueDeployment[];
  metaMorpho: MetaMorphoDeployment[];
} {
  const addresses = addressesRegistry[chainId];
  const blocks = deployments[chainId];
  return {
    morphoBlue: [
      {
        id: "blue",
        morpho: addresses.morpho as Address,
        adaptiveCurveIrm: addresses.adaptiveCurveIrm as Address,
        startBlock: Number(blocks.morpho),
      },
    ],
    metaMorpho: [
      {
        factory: addresses.metaMorphoFactory as Address,
        startBlock: Number(blocks.metaMorphoFactory),
      },
    ],
  };
}
