import type { Address, PublicClient } from "viem";
import type { ManifestChain } from "../../config/manifest.ts";
import type { NetworkChain } from "../../config/network.ts";
import type { BlockReference } from "../../src/core/block-vector.ts";
import type { FactsReader } from "../../src/core/facts-reader.ts";
import { compareAave } from "./compare/compare-aave.ts";
import { compareFeeds } from "./compare/compare-feeds.ts";
import { compareVault } from "./compare/compare-vault.ts";

/** A value that the index and a contract state differently at a block. */
export type Difference = {
  /** Contract, function and account, for people. */
  what: string;
  indexed: string;
  contract: string;
};

export type Comparison = {
  facts: FactsReader;
  chain: NetworkChain;
  manifest: ManifestChain;
  block: BlockReference;
  publicClient: PublicClient;
  accounts: readonly Address[];
};

/**
 * Compares all that Ballast derives from the index at a block with the contracts' own views at that
 * block, without tolerance: each account's scaled balances and balances of every aToken and variable
 * debt token, the six numbers of getUserAccountData, vault amounts, the protocol's own prices,
 * Chainlink, Pyth and RedStone answers, and the pools' accumulators.
 * @returns what differs: nothing, if all is well. `compared` counts the values.
 */
export async function compareWithContracts(
  comparison: Comparison,
): Promise<{ differences: Difference[]; compared: number }> {
  const differences: Difference[] = [];
  let compared = 0;
  const check = (what: string, indexed: unknown, contract: unknown): void => {
    compared += 1;
    if (String(indexed) !== String(contract)) {
      differences.push({
        what: `block ${comparison.block.number} of chain ${comparison.chain.chainId}: ${what}`,
        indexed: String(indexed),
        contract: String(contract),
      });
    }
  };
  const contractReads = [
    ...(await compareAave(comparison, check)),
    ...(await compareVault(comparison, check)),
    ...(await compareFeeds(comparison, check)),
  ];
  // At the same time, so that a client that batches calls sends few requests.
  await Promise.all(contractReads.map((read) => read()));
  return { differences, compared };
}

/** Records one pair of values. */
export type Check = (what: string, indexed: unknown, contract: unknown) => void;

/** Asks contracts, once the index has been read, and checks what they say. */
export type ContractRead = () => Promise<void>;
