import type { Address } from "viem";
import type { Network, NetworkChain } from "../config/network.ts";

type Located = { address: Address; startBlock: number };

/**
 * Where one kind of contract lives, by chain name, as a Ponder contract's `chain` wants it. Several
 * contracts of a chain share the earliest start block. A chain without any is absent.
 */
export function sourcesPerChain(
  network: Network,
  locate: (chain: NetworkChain) => readonly Located[],
): Record<string, { address: Address[]; startBlock: number }> {
  return Object.fromEntries(
    network.chains.flatMap((chain) => {
      const located = locate(chain);
      if (located.length === 0) return [];
      return [
        [
          chain.name,
          {
            address: [...new Set(located.map(({ address }) => address))],
            startBlock: Math.min(...located.map(({ startBlock }) => startBlock)),
          },
        ],
      ];
    }),
  );
}

/** The network's chain of that id. @throws RangeError for a chain that the network does not have. */
export function chainOfNetwork(network: Network, chainId: number): NetworkChain {
  const chain = network.chains.find((one) => one.chainId === chainId);
  if (chain === undefined) throw new RangeError(`Chain ${chainId} is not in the network.`);
  return chain;
}
