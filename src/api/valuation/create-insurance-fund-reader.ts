import type { Network } from "../../../config/network.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { InsuranceFund } from "../../core/insurance-fund.ts";
import type { ProtocolAdapter } from "../../protocols/protocol-adapter.ts";
import { createBlockMemory } from "./create-block-memory.ts";

export type InsuranceFundReader = {
  /** The insurance funds of every protocol on the chains of the vector. */
  readAll(parameters: { facts: FactsReader; vector: BlockVector }): Promise<InsuranceFund[]>;
};

const REMEMBERED_BLOCKS = 32;

/** Asks every adapter that knows of an insurance fund; a block's funds are kept for the next answers. */
export function createInsuranceFundReader(parameters: {
  network: Pick<Network, "chains">;
  protocolAdapters: readonly ProtocolAdapter[];
  contracts: ContractReader;
}): InsuranceFundReader {
  const { network, protocolAdapters, contracts } = parameters;
  const memory = createBlockMemory(REMEMBERED_BLOCKS);
  return {
    async readAll({ facts, vector }) {
      const funds: InsuranceFund[] = [];
      for (const chain of network.chains) {
        const block = vector.get(chain.chainId);
        if (block === undefined) continue;
        for (const adapter of protocolAdapters) {
          const { readInsuranceFunds } = adapter;
          if (readInsuranceFunds === undefined) continue;
          const remember = memory(adapter.name, block);
          const place = { facts, contracts, chain, block, remember };
          funds.push(...(await remember("insurance-funds", () => readInsuranceFunds(place))));
        }
      }
      return funds;
    },
  };
}
