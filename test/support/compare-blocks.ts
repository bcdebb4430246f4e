import type { Address } from "viem";
import { createContractReader } from "../../src/api/chains/create-contract-reader.ts";
import { readMethodology } from "../../src/api/methodology/read-methodology.ts";
import { type ParityComparison, readAllAccounts } from "../../src/api/parity/compare-chain.ts";
import { readBlockVector } from "../../src/api/store/read-block-vector.ts";
import type { ContractReader } from "../../src/core/contract-reader.ts";
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
/** Blocks compared at once: one alone waits for the node and the database most of the time. */
const LANES = 2;

type Range = {
  world: IndexWorld;
  chainId: number;
  from: bigint;
  to: bigint;
  /** Compares the first of so many blocks; every one where it is not given. */
  every?: bigint | undefined;
  /** Reads for instead of a new snapshot for each block. */
  facts?: FactsReader | undefined;
  /** Told of every compared value. */
  onComparison?: ((comparison: ParityComparison) => void) | undefined;
};

/**
 * Compares the index with the contracts after every block of a chain from `from` to `to`, for every
 * account of the manifest and every account that the index knows. A block that is missing or has
 * another hash than the chain's is a difference.
 */
export async function compareBlocks(parameters: Range): Promise<BlocksComparison> {
  const { world, chainId, from, to, every = 1n, onComparison } = parameters;
  const result: BlocksComparison = { blocks: 0, compared: 0, accounts: 0, differences: [] };
  const known = new Set<Address>(world.manifest.accounts.map(({ address }) => address));
  const contracts = createContractReader({
    clients: new Map([[chainId, world.client(chainId)]]),
    batch: true,
  });
  let next = from;
  const compareLane = async () => {
    while (next <= to) {
      const number = next;
      next += every;
      const compare = (facts: FactsReader) =>
        compareOne({ world, chainId, number, facts, contracts, known, onComparison });
      const one =
        parameters.facts === undefined
          ? await world.database.withSnapshot(compare)
          : await compare(parameters.facts);
      result.blocks += 1;
      result.compared += one.compared;
      result.differences.push(...one.differences.slice(0, shownPerBlock));
    }
  };
  await Promise.all(Array.from({ length: LANES }, compareLane));
  result.accounts = known.size;
  return result;
}

async function compareOne(parameters: {
  world: IndexWorld;
  chainId: number;
  number: bigint;
  facts: FactsReader;
  contracts: ContractReader;
  known: Set<Address>;
  onComparison: Range["onComparison"];
}): Promise<{ differences: Difference[]; compared: number }> {
  const { world, chainId, number, facts, contracts, known, onComparison } = parameters;
  const [vector, onChain] = await Promise.all([
    readBlockVector({ facts, selectors: new Map([[chainId, { kind: "number", number }]]) }),
    world.client(chainId).getBlock({ blockNumber: number }),
  ]);
  const block = vector.get(chainId);
  if (block?.number !== number || block.hash !== onChain.hash) {
    const what = `block ${number} of chain ${chainId}`;
    const indexed = `block ${block?.number} with hash ${block?.hash}`;
    return { differences: [{ what, indexed, contract: `hash ${onChain.hash}` }], compared: 1 };
  }
  const chain = world.network.chains.find((one) => one.chainId === chainId)!;
  for (const account of await readAllAccounts({ protocolAdapters, facts, chain, block }))
    known.add(account);
  return compareWithContracts({
    facts,
    contracts,
    chain,
    block,
    accounts: [...known],
    methodology: readMethodology(world.network),
    bridgedTokens: world.network.bridgedTokens,
    onComparison,
  });
}
