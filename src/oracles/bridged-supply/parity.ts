import type { BlockReference } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { ParityCheck } from "../../core/parity.ts";
import { readSampledView } from "../samples/compare-sample.ts";
import { readNewestSamples } from "../samples/read-samples.ts";
import { callText, viewKey } from "../samples/sampled-call.ts";
import { bridgeEnds, type MethodologyBridgedToken } from "./bridged-views.ts";

/** The ends of bridged tokens on a chain as indexed beside their tokens' own word. A check's market is the bridged token. */
export async function readBridgedSupplyParity(place: {
  facts: FactsReader;
  contracts: ContractReader;
  block: BlockReference;
  bridgedTokens: readonly MethodologyBridgedToken[];
}): Promise<ParityCheck[]> {
  const { block, bridgedTokens } = place;
  const ends = bridgedTokens.flatMap(bridgeEnds).filter((end) => end.chainId === block.chainId);
  const samples = await readNewestSamples({ ...place, views: ends.map(({ view }) => view) });
  return Promise.all(
    ends.map(async ({ bridgedId, view }) => ({
      marketId: bridgedId,
      account: null,
      what: `${view.contract}.${callText(view.call)}`,
      indexed: samples.get(viewKey(view))?.value ?? null,
      contract: await readSampledView(place, view),
    })),
  );
}
