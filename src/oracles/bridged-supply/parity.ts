import type { BridgedToken } from "../../../config/network.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { ParityCheck } from "../../core/parity.ts";
import { readSampledView } from "../samples/compare-sample.ts";
import { readNewestSamples } from "../samples/read-samples.ts";
import { callText, viewKey } from "../samples/sampled-call.ts";
import { bridgeEnds } from "./bridged-views.ts";

/** The ends of bridged tokens on a chain as indexed beside their tokens' own word. A check's market is the bridged token. */
export async function readBridgedSupplyParity(place: {
  facts: FactsReader;
  contracts: ContractReader;
  block: BlockReference;
  bridgedTokens: readonly BridgedToken[];
}): Promise<ParityCheck[]> {
  const { block, bridgedTokens } = place;
  const begun = new Set(
    bridgedTokens
      .flatMap(({ home, remote }) => [home, ...remote])
      .filter(
        ({ chainId, startBlock }) =>
          chainId === block.chainId && BigInt(startBlock) <= block.number,
      )
      .map(({ token }) => token),
  );
  const ends = bridgedTokens
    .flatMap(bridgeEnds)
    .filter(({ chainId, view }) => chainId === block.chainId && begun.has(view.contract));
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
