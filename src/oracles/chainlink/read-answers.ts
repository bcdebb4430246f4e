import { and, desc, eq, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { unionOf } from "../../core/union-of.ts";
import { chainlinkAnswer, chainlinkPhase } from "./schema.ts";

export type ChainlinkPhase = typeof chainlinkPhase.$inferSelect;
export type ChainlinkAnswer = typeof chainlinkAnswer.$inferSelect;

/**
 * What `latestRoundData` of each proxy answers at a block: the newest answer of the aggregator of the
 * proxy's phase, or of the proxy itself where its answers are its own. A proxy without one is absent. Two queries.
 */
export async function readChainlinkAnswers(parameters: {
  facts: FactsReader;
  chainId: number;
  proxies: Iterable<Address>;
  blockNumber: bigint;
}): Promise<Map<Address, { phase: ChainlinkPhase; answer: ChainlinkAnswer }>> {
  const { facts, chainId, blockNumber } = parameters;
  const proxies = new Set([...parameters.proxies].map((proxy) => proxy.toLowerCase()));
  if (proxies.size === 0) return new Map();
  const phases = await facts
    .selectDistinctOn([chainlinkPhase.proxy])
    .from(chainlinkPhase)
    .where(
      and(
        eq(chainlinkPhase.chainId, chainId),
        anyOf(chainlinkPhase.proxy, proxies),
        lte(chainlinkPhase.blockNumber, blockNumber),
      ),
    )
    .orderBy(chainlinkPhase.proxy, desc(chainlinkPhase.blockNumber), desc(chainlinkPhase.phaseId));
  const aggregators = [...new Set(phases.map(({ answersOf }) => answersOf))];
  const answers = await unionOf(
    aggregators.map((aggregator) =>
      facts
        .select()
        .from(chainlinkAnswer)
        .where(
          and(
            eq(chainlinkAnswer.chainId, chainId),
            eq(chainlinkAnswer.aggregator, aggregator),
            lte(chainlinkAnswer.blockNumber, blockNumber),
          ),
        )
        .orderBy(desc(chainlinkAnswer.blockNumber), desc(chainlinkAnswer.logIndex))
        .limit(1),
    ),
  );
  const answerOf = new Map(answers.map((answer) => [answer.aggregator, answer]));
  return new Map(
    phases.flatMap((phase) => {
      const answer = answerOf.get(phase.answersOf);
      return answer === undefined ? [] : [[phase.proxy, { phase, answer }]];
    }),
  );
}
