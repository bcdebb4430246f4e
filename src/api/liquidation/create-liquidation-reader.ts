import type { Address } from "viem";
import type { Network } from "../../../config/network.ts";
import type { BlockVector } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Liquidation } from "../../core/liquidation.ts";
import type { LiquidationPage } from "../../protocols/liquidation-page.ts";
import type { ProtocolAdapter } from "../../protocols/protocol-adapter.ts";
import { compareLiquidations, type LiquidationOrder } from "./order-liquidations.ts";

export type LiquidationReader = {
  /** Names of the protocols that have any. */
  protocols: readonly string[];
  /** The newest liquidations on some chains of a vector, those of the given place and newer ones left out. */
  readPage(parameters: {
    facts: FactsReader;
    vector: BlockVector;
    chainIds: readonly number[];
    protocol?: string | undefined;
    account?: Address | undefined;
    fromSeconds: number;
    toSeconds: number;
    after: LiquidationOrder | null;
    limit: number;
  }): Promise<Liquidation[]>;
};

/** Asks every adapter that knows of liquidations, each chain for a page, and merges them. */
export function createLiquidationReader(parameters: {
  network: Pick<Network, "chains">;
  protocolAdapters: readonly ProtocolAdapter[];
  contracts: ContractReader;
}): LiquidationReader {
  const { network, contracts } = parameters;
  const adapters = parameters.protocolAdapters.flatMap(({ name, readLiquidations }) =>
    readLiquidations === undefined ? [] : [{ name, readLiquidations }],
  );
  return {
    protocols: adapters.map(({ name }) => name),

    async readPage({ facts, vector, chainIds, protocol, after, limit, ...asked }) {
      const found: Liquidation[] = [];
      for (const chain of network.chains) {
        const block = vector.get(chain.chainId);
        if (block === undefined || !chainIds.includes(chain.chainId)) continue;
        const page = { ...asked, limit, ...pageOfChain(chain.chainId, asked.toSeconds, after) };
        for (const { name, readLiquidations } of adapters) {
          if (protocol !== undefined && protocol !== name) continue;
          found.push(...(await readLiquidations({ facts, contracts, chain, block, page })));
        }
      }
      return found.sort(compareLiquidations).slice(0, limit);
    },
  };
}

/** What of a chain is behind a place among all chains. */
function pageOfChain(
  chainId: number,
  toSeconds: number,
  after: LiquidationOrder | null,
): Pick<LiquidationPage, "before" | "toSeconds"> {
  if (after === null) return { before: null, toSeconds };
  if (chainId === after.chainId) return { before: after, toSeconds };
  const last = chainId < after.chainId ? after.timestampSeconds : after.timestampSeconds - 1;
  return { before: null, toSeconds: Math.min(toSeconds, last) };
}
