import { type Address, erc20Abi } from "viem";
import { erc4626Abi } from "../../../abis/erc4626.ts";
import type { NetworkChain, RateDeployment } from "../../../config/network.ts";
import type { BlockReference } from "../../core/block-vector.ts";
import type { ContractReader } from "../../core/contract-reader.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { ParityCheck } from "../../core/parity.ts";
import { comparableBlock, readSampledView } from "../samples/compare-sample.ts";
import { readNewestSamples } from "../samples/read-samples.ts";
import { callText, viewKey } from "../samples/sampled-call.ts";
import { capChecks } from "./parity-of-caps.ts";
import { type RateSource, rateId, rateView } from "./rate-source.ts";

export type RatePlace = {
  facts: FactsReader;
  contracts: ContractReader;
  chain: NetworkChain;
  block: BlockReference;
};

/**
 * Every rate of a chain as it was read last beside its provider's own word at that block, the decimals
 * it is read with, and the caps on it. A check's market is the rate.
 */
export async function readRateParity(place: RatePlace): Promise<ParityCheck[]> {
  const { chain, block } = place;
  const begun = chain.rates.filter(({ startBlock }) => BigInt(startBlock) <= block.number);
  const samples = await readNewestSamples({
    ...place,
    views: begun.map(({ source }) => rateView(source)),
  });
  const checks: ParityCheck[] = [];
  for (const rate of begun) {
    const view = rateView(rate.source);
    const sample = samples.get(viewKey(view));
    if (sample === undefined) continue;
    const at = await comparableBlock(place, sample);
    if (at === null) continue;
    checks.push({
      marketId: rateId(chain.chainId, rate.source),
      account: null,
      what: `${view.contract}.${callText(view.call)} at block ${at.number}`,
      indexed: sample.value,
      contract: await readSampledView({ ...place, block: at }, view),
    });
    // Where the provider is not there yet, its decimals are not either.
    if (sample.value !== null) checks.push(...(await decimalsChecks(place, rate)));
  }
  checks.push(...(await capChecks(place, begun)));
  return checks;
}

async function decimalsChecks(
  place: RatePlace,
  { source }: RateDeployment,
): Promise<ParityCheck[]> {
  if (source.kind !== "erc4626") return [];
  const { contracts, block, chain } = place;
  const asset = await contracts.read({
    block,
    address: source.vault,
    abi: erc4626Abi,
    functionName: "asset",
    args: [],
  });
  const check = async (what: string, address: Address | null, decimals: number) => ({
    marketId: rateId(chain.chainId, source satisfies RateSource),
    account: null,
    what,
    indexed: BigInt(decimals),
    contract: address === null ? null : await readDecimals(place, address),
  });
  return [
    await check(`${source.vault}.decimals()`, source.vault, source.shareDecimals),
    await check(`decimals() of ${source.vault}.asset()`, asset, source.assetDecimals),
  ];
}

async function readDecimals(
  { contracts, block }: RatePlace,
  address: Address,
): Promise<bigint | null> {
  const decimals = await contracts.read({
    block,
    address,
    abi: erc20Abi,
    functionName: "decimals",
    args: [],
  });
  return decimals === null ? null : BigInt(decimals);
}
