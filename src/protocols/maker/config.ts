import { factory } from "ponder";
import { getAbiItem } from "viem";
import {
  dsProxyAbi,
  dsProxyFactoryAbi,
  makerCatAbi,
  makerCdpManagerAbi,
  makerDogAbi,
  makerJugAbi,
  makerSpotterAbi,
  makerVatAbi,
} from "../../../abis/maker.ts";
import type { MakerDeployment, Network } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

const created = getAbiItem({ abi: dsProxyFactoryAbi, name: "Created" });

/**
 * Maker by its calls: Vat, Jug, Spotter and CdpManager log anonymously, which no filter of Ponder's
 * matches. Only calls that took effect count: Ponder drops every frame in or under one that failed.
 */
export const makerContracts = (network: Network) => ({
  MakerVat: {
    abi: makerVatAbi,
    includeCallTraces: true,
    chain: locate(network, ({ vat }) => [vat]),
  },
  MakerJug: {
    abi: makerJugAbi,
    includeCallTraces: true,
    chain: locate(network, ({ jug }) => [jug]),
  },
  MakerSpotter: {
    abi: makerSpotterAbi,
    includeCallTraces: true,
    chain: locate(network, ({ spotter }) => [spotter]),
  },
  MakerCat: {
    abi: makerCatAbi,
    chain: locate(network, ({ cats }) => cats),
  },
  MakerDog: {
    abi: makerDogAbi,
    chain: locate(network, ({ dogs }) => dogs),
  },
  MakerCdpManager: {
    abi: makerCdpManagerAbi,
    includeCallTraces: true,
    chain: locate(network, ({ cdpManagers }) => cdpManagers),
  },
  DsProxy: {
    abi: dsProxyAbi,
    chain: proxiesPerChain(network),
  },
});

function locate(
  network: Network,
  addresses: (deployment: MakerDeployment) => readonly MakerDeployment["vat"][],
) {
  return sourcesPerChain(network, (chain) =>
    chain.maker.flatMap((deployment) =>
      addresses(deployment).map((address) => ({ address, startBlock: deployment.startBlock })),
    ),
  );
}

function proxiesPerChain(network: Network) {
  const factories = sourcesPerChain(network, (chain) =>
    chain.maker.flatMap(({ proxyFactories }) => proxyFactories),
  );
  return Object.fromEntries(
    Object.entries(factories).map(([chainName, { address, startBlock }]) => [
      chainName,
      { address: factory({ address, event: created, parameter: "proxy" }), startBlock },
    ]),
  );
}
