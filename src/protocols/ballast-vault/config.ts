import { collateralVaultAbi } from "../../../abis/collateral-vault.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

/** Ballast's own vault on each chain. */
export const ballastVaultContracts = (network: Network) => ({
  BallastVault: {
    abi: collateralVaultAbi,
    chain: sourcesPerChain(network, ({ ballast }) =>
      ballast === null
        ? []
        : [{ address: ballast.collateralVault, startBlock: ballast.startBlock }],
    ),
  },
});
