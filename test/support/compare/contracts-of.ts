import { createContractReader } from "../../../src/api/chains/create-contract-reader.ts";
import type { ContractReader } from "../../../src/core/contract-reader.ts";
import type { Comparison } from "../compare-with-contracts.ts";

/** Ballast's own reader of contracts, on the comparison's client. */
export function contractsOf({ chain, publicClient }: Comparison): ContractReader {
  return createContractReader({ clients: new Map([[chain.chainId, publicClient]]) });
}
