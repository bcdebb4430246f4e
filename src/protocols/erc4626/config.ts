import { factory } from "ponder";
import { getAbiItem } from "viem";
import { erc4626Abi } from "../../../abis/erc4626.ts";
import { metaMorphoFactoryAbi } from "../../../abis/meta-morpho-factory.ts";
import type { Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

const createMetaMorpho = getAbiItem({ abi: metaMorphoFactoryAbi, name: "CreateMetaMorpho" });

/** Tokenised vaults: single ones by address, MetaMorpho's as their factory makes them. */
export const erc4626Contracts = (network: Network) => {
  const factories = sourcesPerChain(network, ({ metaMorpho }) =>
    metaMorpho.map(({ factory: address, startBlock }) => ({ address, startBlock })),
  );
  return {
    Erc4626Vault: {
      abi: erc4626Abi,
      chain: sourcesPerChain(network, ({ erc4626 }) =>
        erc4626.map(({ vault, startBlock }) => ({ address: vault, startBlock })),
      ),
    },
    MetaMorphoFactory: { abi: metaMorphoFactoryAbi, chain: factories },
    MetaMorphoVault: {
      abi: erc4626Abi,
      chain: Object.fromEntries(
        Object.entries(factories).map(([chainName, { address, startBlock }]) => [
          chainName,
          {
            address: factory({ address, event: createMetaMorpho, parameter: "metaMorpho" }),
            startBlock,
          },
        ]),
      ),
    },
  };
};
