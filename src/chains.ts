/** Guardians that watch a chain themselves, and how many of them decide what all 19 then sign. */
export type ObserverThreshold = { watching: number; needed: number };

/** What holds for a public chain whatever Ballast indexes there. */
export type ChainFacts = {
  name: string;
  chainId: number;
  wormholeChainId: number;
  /** Time from one block to the next as a rule. */
  typicalBlockMilliseconds: number;
  /**
   * The security of a fact that guardians observed on the chain. A VAA looks the same either way:
   * 13 of 19 signatures.
   */
  observers: ObserverThreshold;
};

/** Every guardian runs a node of the chain. */
const allGuardians = { watching: 19, needed: 13 } as const satisfies ObserverThreshold;
/** Seven guardians watch the chain, the other twelve sign what five of these tell them. */
const delegatedGuardians = { watching: 7, needed: 5 } as const satisfies ObserverThreshold;

/**
 * Sources: Wormhole chain ids from @wormhole-foundation/sdk-base; block times from viem/chains;
 * observers from the delegated guardian sets in force since February 2026 (Wormhole whitepaper 0017,
 * configuration 0x1462800febd49232798132e8c8b721aa86c4c209 on Ethereum).
 */
export const chains = [
  {
    name: "Ethereum",
    chainId: 1,
    wormholeChainId: 2,
    typicalBlockMilliseconds: 12_000,
    observers: allGuardians,
  },
  {
    name: "Optimism",
    chainId: 10,
    wormholeChainId: 24,
    typicalBlockMilliseconds: 2_000,
    observers: allGuardians,
  },
  {
    name: "Polygon",
    chainId: 137,
    wormholeChainId: 5,
    typicalBlockMilliseconds: 2_000,
    observers: delegatedGuardians,
  },
  {
    name: "Base",
    chainId: 8453,
    wormholeChainId: 30,
    typicalBlockMilliseconds: 2_000,
    observers: allGuardians,
  },
  {
    name: "Arbitrum",
    chainId: 42161,
    wormholeChainId: 23,
    typicalBlockMilliseconds: 250,
    observers: delegatedGuardians,
  },
] as const satisfies readonly ChainFacts[];

/** The facts of a chain by its EIP-155 id; undefined for one that is not in the table. */
export function findChain(chainId: number): ChainFacts | undefined {
  return chains.find((chain) => chain.chainId === chainId);
}
