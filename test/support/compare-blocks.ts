import type { Address } from "viem";
import { readBlockVector } from "../../src/api/store/read-block-vector.ts";
import type { FactsReader } from "../../src/core/facts-reader.ts";
import { protocolAdapters } from "../../src/protocols/adapters.ts";
import { compareWithContracts, type Difference } from "./compare-with-contracts.ts";
import type { IndexWorld } from "./index-world.ts";

export type BlocksComparison = {
  blocks: number;
  compared: number;
  accounts: number;
  /** The first ones of each block that has any. */
  differences: Difference[];
};

const shownPerBlock = 5;

/**
 * Compares the index with the contracts after every block of a chain from `from` to `to`, for every
 * account of the manifest and every account that the index knows. A block that is missing or has
 * another hash than the chain's is a difference.
 */
export async function compareBlocks(parameters: {
  world: IndexWorld;
  chainId: number;
  from: bigint;
  to: bigint;
  /** Reads for instead of a new snapshot for each block. */
  facts?: FactsReader | undefined;
}): Promise<BlocksComparison> {
  const { world, chainId, from, to } = parameters;
  const result: BlocksComparison = { blocks: 0, compared: 0, accounts: 0, differences: [] };
  const known = new Set<Address>(world.manifest.accounts.map(({ address }) => address));
  for (let number = from; number <= to; number++) {
    const compare = (facts: FactsReader) => compareOne({ world, chainId, number, facts, known });
    const one =
      parameters.facts === undefined
        ? await world.database.withSnapshot(compare)
        : await compare(parameters.facts);
    result.blocks += 1;
    result.compared += one.compared;
    result.differences.push(...one.differences.slice(0, shownPerBlock));
  }
  result.accounts = known.size;
  return result;
}

async function compareOne(parameters: {
  world: IndexWorld;
  chainId: number;
  number: bigint;
  facts: FactsReader;
  known: Set<Address>;
}): Promise<{ differences: Difference[]; compared: number }> {
  const { world, chainId, number, facts, known } = parameters;
  const publicClient = world.client(chainId);
  const [vector, onChain] = await Promise.all([
    readBlockVector({ facts, selectors: new Map([[chainId, { kind: "number", number }]]) }),
    publicClient.getBlock({ blockNumber: number }),
  ]);
  const block = vector.get(chainId);
  if (block?.number !== number || block.hash !== onChain.hash) {
    const indexed = `block ${block?.number} with hash ${block?.hash}`;
    const difference = { what: `block ${number} of chain ${chainId}`, indexed };
    return { differences: [{ ...difference, contract: `hash ${onChain.hash}` }], compared: 1 };
  }
  const chain = world.network.chains.find((one) => one.chainId === chainId)!;
  for (const adapter of protocolAdapters)
    for (const account of await adapter.readAccounts({ facts, chain, block })) known.add(account);
  return compareWithContracts({
    facts,
    chain,
    manifest: world.manifest.chains.find((one) => one.chainId === chainId)!,
    block,
    publicClient,
    accounts: [...known],
  });
}
