import type { BlockReference, BlockVector } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { SupplyHistory } from "../../core/supply-observation.ts";
import type { RememberAtBlock } from "../../protocols/protocol-adapter.ts";
import { readSampleHistory } from "../samples/read-samples.ts";
import { viewKey } from "../samples/sampled-call.ts";
import { bridgeEnds, type MethodologyBridgedToken } from "./bridged-views.ts";

/**
 * What both ends of bridged tokens amounted to up to a vector's blocks, by bridged id, each from the
 * last time at or before `fromSeconds` on. An end on a chain that the vector lacks has no amounts.
 */
export async function readSupplyHistories(parameters: {
  facts: FactsReader;
  bridgedTokens: readonly MethodologyBridgedToken[];
  vector: BlockVector;
  fromSeconds: number;
  remember?: (block: BlockReference) => RememberAtBlock;
}): Promise<Map<string, SupplyHistory[]>> {
  const { facts, bridgedTokens, vector, fromSeconds } = parameters;
  const { remember = () => (_, read) => read() } = parameters;
  const ends = bridgedTokens.flatMap(bridgeEnds);
  // An end that its chain has not reached yet is compared with the others as they were then.
  const reached = ends.flatMap(({ chainId }) => vector.get(chainId)?.timestampSeconds ?? []);
  const since = Math.min(fromSeconds, ...reached);
  const samples = new Map<number, Awaited<ReturnType<typeof readSampleHistory>>>();
  for (const block of vector.values()) {
    const views = ends.filter((end) => end.chainId === block.chainId).map(({ view }) => view);
    samples.set(
      block.chainId,
      await remember(block)(`history from ${since}`, () =>
        readSampleHistory({ facts, views, block, fromSeconds: since }),
      ),
    );
  }
  const histories = new Map<string, SupplyHistory[]>();
  for (const { bridgedId, role, chainId, decimals, view } of ends) {
    const history: SupplyHistory = {
      role,
      chainId,
      decimals,
      untilSeconds: vector.get(chainId)?.timestampSeconds ?? null,
      amounts: (samples.get(chainId)?.get(viewKey(view)) ?? []).map(
        ({ value, blockTimestampSeconds }) => ({
          amount: value,
          writeTimeSeconds: blockTimestampSeconds,
        }),
      ),
    };
    histories.set(bridgedId, [...(histories.get(bridgedId) ?? []), history]);
  }
  return histories;
}
