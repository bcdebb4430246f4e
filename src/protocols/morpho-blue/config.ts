import { adaptiveCurveIrmAbi } from "../../../abis/adaptive-curve-irm.ts";
import { morphoBlueAbi } from "../../../abis/morpho-blue.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

/** Morpho Blue and its interest rate model; markets are found by Morpho's own events. */
export const morphoBlueContracts = (network: Network) => ({
  MorphoBlue: {
    abi: morphoBlueAbi,
    chain: sourcesPerChain(network, ({ morphoBlue }) =>
      morphoBlue.map(({ morpho, startBlock }) => ({ address: morpho, startBlock })),
    ),
  },
  MorphoBlueAdaptiveCurveIrm: {
    abi: adaptiveCurveIrmAbi,
    chain: sourcesPerChain(network, ({ morphoBlue }) =>
      morphoBlue.map(({ adaptiveCurveIrm, startBlock }) => ({
        address: adaptiveCurveIrm,
        startBlock,
      })),
    ),
  },
});
