import { type Address, createPublicClient, http, type PublicClient } from "viem";
import type { Network, NetworkChain } from "../../config/network.ts";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import type { HashedMethodology } from "../../src/api/methodology/methodology.ts";
import { agrees } from "../../src/api/parity/compare-chain.ts";
import { compareIndexedBlock } from "../../src/api/parity/compare-indexed-block.ts";
import type { Database } from "../../src/api/store/create-database.ts";
import { oracleAdapters } from "../../src/oracles/adapters.ts";
import { protocolAdapters } from "../../src/protocols/adapters.ts";
import type { ParityReport } from "./create-report.ts";
import { parityDifference } from "./parity-difference.ts";

const PROGRESS_BLOCKS = 40n;

export type Comparer = {
  client(chainId: number): PublicClient;
  /**
   * Compares everything at every block from one to another.
   * @throws BallastError `parity-difference` that names the first value that differs.
   */
  compareBlocks(parameters: { chain: NetworkChain; from: bigint; to: bigint }): Promise<void>;
  /** Every account seen so far on any chain. */
  accounts(): readonly Address[];
};

/** Compares an index with its chains, block by block. */
export function createComparer(parameters: {
  network: Network;
  methodology: HashedMethodology;
  database: Database;
  /** Compared beside those that the index knows. */
  accounts: readonly Address[];
  report: ParityReport;
  onProgress: (line: string) => void;
}): Comparer {
  const { network, methodology, database, report, onProgress } = parameters;
  const clients = new Map(
    network.chains.map(({ chainId, rpcUrls }) => [
      chainId,
      createPublicClient({
        cacheTime: 0,
        transport: http(rpcUrls[0], { batch: { batchSize: 100, wait: 2 }, timeout: 120_000 }),
      }),
    ]),
  );
  const client = (chainId: number): PublicClient => clients.get(chainId)!;
  const scope = {
    protocolAdapters,
    oracleAdapters,
    feeds: methodology.prices.flatMap(({ feeds }) => feeds),
    bridgedTokens: network.bridgedTokens,
  };
  const known = new Map(
    network.chains.map(({ chainId }) => [chainId, new Set<Address>(parameters.accounts)]),
  );

  return {
    client,
    accounts: () => [...new Set([...known.values()].flatMap((accounts) => [...accounts]))].sort(),

    async compareBlocks({ chain, from, to }) {
      if (from > to) return;
      let compared = 0;
      // What is asked again is asked of the same block: none of it serves the next range.
      const contracts = createContractReader({ clients, batch: true });
      for (let number = from; number <= to; number++) {
        const { hash } = await client(chain.chainId).getBlock({ blockNumber: number });
        const comparisons = await database.withSnapshot((facts) =>
          compareIndexedBlock({
            ...scope,
            facts,
            contracts,
            chain,
            number,
            hash,
            accounts: known.get(chain.chainId)!,
          }),
        );
        report.add(comparisons);
        compared += comparisons.length;
        const difference = comparisons.find((one) => !agrees(one));
        if (difference !== undefined) {
          throw parityDifference({ chainName: chain.name, blockNumber: number, difference });
        }
        if (number === to || (number - from) % PROGRESS_BLOCKS === PROGRESS_BLOCKS - 1n)
          onProgress(`${chain.name}: blocks ${from} to ${number} agree in ${compared} values`);
      }
    },
  };
}
