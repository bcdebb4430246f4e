import type { Address } from "viem";
import type { BridgedToken, NetworkChain } from "../../config/network.ts";
import type { HashedMethodology } from "../../src/api/methodology/methodology.ts";
import { agrees, compareChain, type ParityComparison } from "../../src/api/parity/compare-chain.ts";
import type { BlockReference } from "../../src/core/block-vector.ts";
import type { ContractReader } from "../../src/core/contract-reader.ts";
import type { FactsReader } from "../../src/core/facts-reader.ts";
import type { ParityValue } from "../../src/core/parity.ts";
import { oracleAdapters } from "../../src/oracles/adapters.ts";
import { protocolAdapters } from "../../src/protocols/adapters.ts";

/** A value that the index and a contract state differently at a block. */
export type Difference = { what: string; indexed: ParityValue; contract: ParityValue };

/**
 * Compares all that Ballast derives from the index at a block, for the given accounts, with the
 * contracts' own views at that block, by what each adapter compares itself.
 * @returns what differs: nothing, if all is well. `compared` counts the values.
 */
export async function compareWithContracts(comparison: {
  facts: FactsReader;
  contracts: ContractReader;
  chain: NetworkChain;
  block: BlockReference;
  accounts: readonly Address[];
  /** Its feeds are compared too; none where it is absent. */
  methodology?: Pick<HashedMethodology, "prices"> | undefined;
  bridgedTokens?: readonly BridgedToken[] | undefined;
  /** Names of protocols; all where it is absent. */
  protocols?: readonly string[] | undefined;
  onComparison?: ((comparison: ParityComparison) => void) | undefined;
}): Promise<{ differences: Difference[]; compared: number }> {
  const { methodology, protocols, bridgedTokens = [], onComparison, ...place } = comparison;
  const { comparisons, unread } = await compareChain({
    ...place,
    protocolAdapters: protocolAdapters.filter(({ name }) => protocols?.includes(name) ?? true),
    oracleAdapters,
    feeds: methodology?.prices.flatMap(({ feeds }) => feeds) ?? [],
    bridgedTokens,
  });
  if (unread.length > 0) throw new Error(unread[0]!.reason);
  if (onComparison !== undefined) comparisons.forEach(onComparison);
  const { chainId, number } = place.block;
  return {
    compared: comparisons.length,
    differences: comparisons
      .filter((one) => !agrees(one))
      .map(({ protocol, what, indexed, contract }) => ({
        what: `block ${number} of chain ${chainId}, ${protocol}: ${what}`,
        indexed,
        contract,
      })),
  };
}
