import type { Observation } from "../../core/observation.ts";
import type { ChainlinkAnswer, ChainlinkPhase } from "./read-answers.ts";

/** An answer as the proxy shows it: its decimals, and its round id phase << 64 | round. */
export function chainlinkObservation(
  feedId: string,
  { phase, answer }: { phase: ChainlinkPhase; answer: ChainlinkAnswer },
): Observation {
  const { minimumAnswer: minimum, maximumAnswer: maximum } = phase;
  return {
    feedId,
    chainId: answer.chainId,
    blockNumber: answer.blockNumber,
    logIndex: answer.logIndex,
    transactionHash: answer.transactionHash,
    rawValue: answer.answer,
    decimals: phase.decimals,
    rawConfidence: null,
    sourceTimeSeconds: Number(answer.updatedAtSeconds),
    writeTimeSeconds: answer.blockTimestampSeconds,
    roundKey: ((BigInt(phase.phaseId) << 64n) | answer.roundId).toString(),
    ...(minimum === null || maximum === null ? {} : { answerRange: { minimum, maximum } }),
  };
}
