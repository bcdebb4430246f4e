import { zeroAddress } from "viem";
import { tokenTransferAbi } from "../../../abis/token-transfer.ts";
import type { Network } from "../../../config/network.ts";

type Located = { address: `0x${string}`; startBlock: number };

/** Mints and burns of remote tokens, and what an escrow gets and gives. */
export const bridgedSupplyContracts = (network: Network) => ({
  BridgedToken: {
    abi: tokenTransferAbi,
    chain: perChain(
      network,
      (chainId) =>
        network.bridgedTokens.flatMap(({ remote }) =>
          remote
            .filter((one) => one.chainId === chainId)
            .map(({ token, startBlock }) => ({ address: token, startBlock })),
        ),
      () => [
        { event: "Transfer" as const, args: { from: zeroAddress } },
        { event: "Transfer" as const, args: { to: zeroAddress } },
      ],
    ),
  },
  EscrowedToken: {
    abi: tokenTransferAbi,
    chain: perChain(
      network,
      (chainId) =>
        network.bridgedTokens
          .filter(({ home }) => home.chainId === chainId)
          .map(({ home }) => ({ address: home.token, startBlock: home.startBlock })),
      (chainId) =>
        network.bridgedTokens
          .filter(({ home }) => home.chainId === chainId)
          .flatMap(({ home }) => [
            { event: "Transfer" as const, args: { from: home.escrow } },
            { event: "Transfer" as const, args: { to: home.escrow } },
          ]),
    ),
  },
});

/** The blocks at which supplies are read whether or not anything was logged. */
export const bridgedSupplyPollSources = (network: Network) => ({
  BridgedSupplyPoll: {
    chain: Object.fromEntries(
      network.chains.flatMap((chain) => {
        const ends = network.bridgedTokens
          .flatMap(({ home, remote }) => [home, ...remote])
          .filter(({ chainId }) => chainId === chain.chainId);
        if (ends.length === 0) return [];
        const startBlock = Math.min(...ends.map((end) => end.startBlock));
        return [[chain.name, { startBlock, interval: chain.sampleIntervalBlocks }]];
      }),
    ),
  },
});

function perChain<Filter>(
  network: Network,
  locate: (chainId: number) => readonly Located[],
  filterOf: (chainId: number) => Filter,
): Record<string, { address: `0x${string}`[]; startBlock: number; filter: Filter }> {
  return Object.fromEntries(
    network.chains.flatMap(({ name, chainId }) => {
      const located = locate(chainId);
      if (located.length === 0) return [];
      return [
        [
          name,
          {
            address: [...new Set(located.map(({ address }) => address))],
            startBlock: Math.min(...located.map(({ startBlock }) => startBlock)),
            filter: filterOf(chainId),
          },
        ],
      ];
    }),
  );
}
