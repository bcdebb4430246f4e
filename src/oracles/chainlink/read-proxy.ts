import type { Address } from "viem";
import { chainlinkAnswerRangeAbi, chainlinkProxyAbi } from "../../../abis/chainlink.ts";
import type { IndexingContext } from "../../indexing-context.ts";
import { readUnlessFailed } from "../../read-unless-failed.ts";

/** An answer as its aggregator numbers it. */
export type PolledAnswer = { roundId: bigint; answer: bigint; updatedAtSeconds: bigint };

/** The proxy's phase at the event's block; null while nothing is deployed there. */
export function readPhaseId(context: IndexingContext, proxy: Address): Promise<number | null> {
  return readUnlessFailed(
    context.client.readContract({
      abi: chainlinkProxyAbi,
      address: proxy,
      functionName: "phaseId",
      retryEmptyResponse: false,
    }),
    ["ContractFunctionZeroDataError"],
  );
}

/** What belongs to the proxy's phase at the event's block. */
export async function readPhase(
  context: IndexingContext,
  proxy: Address,
): Promise<{
  aggregator: Address;
  decimals: number;
  description: string;
  minimumAnswer: bigint | null;
  maximumAnswer: bigint | null;
}> {
  const contract = { abi: chainlinkProxyAbi, address: proxy } as const;
  const [aggregator, decimals, description] = await Promise.all([
    context.client.readContract({ ...contract, functionName: "aggregator" }),
    context.client.readContract({ ...contract, functionName: "decimals" }),
    context.client.readContract({ ...contract, functionName: "description" }),
  ]);
  return {
    aggregator: aggregator.toLowerCase() as Address,
    decimals,
    description,
    ...(await readAnswerRange(context, aggregator)),
  };
}

/** Off-chain reporting's range, or a FluxAggregator's; immutable in both. */
async function readAnswerRange(
  context: IndexingContext,
  aggregator: Address,
): Promise<{ minimumAnswer: bigint | null; maximumAnswer: bigint | null }> {
  const read = (functionName: (typeof chainlinkAnswerRangeAbi)[number]["name"]) =>
    readUnlessFailed(
      context.client.readContract({
        abi: chainlinkAnswerRangeAbi,
        address: aggregator,
        functionName,
        retryEmptyResponse: false,
      }),
      ["ContractFunctionRevertedError", "ContractFunctionZeroDataError"],
    );
  return {
    minimumAnswer: (await read("minAnswer")) ?? (await read("minSubmissionValue")),
    maximumAnswer: (await read("maxAnswer")) ?? (await read("maxSubmissionValue")),
  };
}

/** The proxy's answer at the event's block; null while its aggregator has none ("No data present"). */
export async function readLatestAnswer(
  context: IndexingContext,
  proxy: Address,
): Promise<PolledAnswer | null> {
  const round = await readLatestRound(context, proxy);
  if (round === null) return null;
  const [proxyRoundId, answer, , updatedAt] = round;
  return { roundId: aggregatorRoundId(proxyRoundId), answer, updatedAtSeconds: updatedAt };
}

/** `latestRoundData` of a proxy or aggregator at the event's block; null where it reverts. */
function readLatestRound(context: IndexingContext, contract: Address) {
  return readUnlessFailed(
    context.client.readContract({
      abi: chainlinkProxyAbi,
      address: contract,
      functionName: "latestRoundData",
    }),
    ["ContractFunctionRevertedError"],
  );
}

/** As {@link readLatestRound}; null also where nothing is deployed yet. */
export function readLatestRoundIfDeployed(context: IndexingContext, contract: Address) {
  return readUnlessFailed(
    context.client.readContract({
      abi: chainlinkProxyAbi,
      address: contract,
      functionName: "latestRoundData",
      retryEmptyResponse: false,
    }),
    ["ContractFunctionRevertedError", "ContractFunctionZeroDataError"],
  );
}

/**
 * The answer of an aggregator's latest round at the event's block where another round has given it:
 * a FluxAggregator's round that timed out. Null where it is the round's own, or there is none.
 */
export async function readCarriedAnswer(
  context: IndexingContext,
  aggregator: Address,
): Promise<PolledAnswer | null> {
  const round = await readLatestRound(context, aggregator);
  if (round === null) return null;
  const [roundId, answer, , updatedAt, answeredInRound] = round;
  return answeredInRound === roundId ? null : { roundId, answer, updatedAtSeconds: updatedAt };
}

/** A proxy numbers rounds phase << 64 | the aggregator's round. */
function aggregatorRoundId(proxyRoundId: bigint): bigint {
  return proxyRoundId & (2n ** 64n - 1n);
}
