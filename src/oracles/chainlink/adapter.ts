import { and, asc, eq, gt, lte } from "drizzle-orm";
import type { Address } from "viem";
import { anyOf } from "../../core/any-of.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import type { Observation } from "../../core/observation.ts";
import type { OracleAdapter } from "../oracle-adapter.ts";
import { readBlockAt } from "../read-block-at.ts";
import { chainlinkObservation } from "./observation.ts";
import { readChainlinkParity } from "./parity.ts";
import { type ChainlinkPhase, readChainlinkAnswers } from "./read-answers.ts";
import { chainlinkAnswer, chainlinkPhase } from "./schema.ts";

/** Chainlink proxies: the answers of whichever aggregator stood behind each at the time. */
export const chainlinkAdapter: OracleAdapter<"chainlink"> = {
  kind: "chainlink",

  async readObservations({ facts, feeds, block }) {
    const answers = await readChainlinkAnswers({
      facts,
      chainId: block.chainId,
      proxies: feeds.map(({ source }) => source.proxy),
      blockNumber: block.number,
    });
    return new Map(
      feeds.flatMap(({ id, source }) => {
        const found = answers.get(lowerCase(source.proxy));
        return found === undefined ? [] : [[id, chainlinkObservation(id, found)]];
      }),
    );
  },

  async readHistory({ facts, feeds, block, fromSeconds }) {
    const { chainId } = block;
    const firstBlock = await readBlockAt({
      facts,
      chainId,
      timestampSeconds: fromSeconds,
      atMost: block.number,
    });
    const before = firstBlock ?? -1n;
    const anchors = await readChainlinkAnswers({
      facts,
      chainId,
      proxies: feeds.map(({ source }) => source.proxy),
      blockNumber: before,
    });
    const phases = await readPhases({ facts, chainId, feeds, upTo: block.number });
    const aggregators = new Set(phases.map(({ answersOf }) => answersOf));
    const answers = await facts
      .select()
      .from(chainlinkAnswer)
      .where(
        and(
          eq(chainlinkAnswer.chainId, chainId),
          anyOf(chainlinkAnswer.aggregator, aggregators),
          gt(chainlinkAnswer.blockNumber, before),
          lte(chainlinkAnswer.blockNumber, block.number),
        ),
      )
      .orderBy(asc(chainlinkAnswer.blockNumber), asc(chainlinkAnswer.logIndex));

    const histories = new Map<string, Observation[]>();
    for (const { id, source } of feeds) {
      const proxy = lowerCase(source.proxy);
      const anchor = anchors.get(proxy);
      const history = anchor === undefined ? [] : [chainlinkObservation(id, anchor)];
      const phasesOfProxy = phases.filter((phase) => phase.proxy === proxy);
      for (const answer of answers) {
        const phase = phaseAt(phasesOfProxy, answer.blockNumber);
        if (phase?.answersOf === answer.aggregator)
          history.push(chainlinkObservation(id, { phase, answer }));
      }
      if (history.length > 0) histories.set(id, history);
    }
    return histories;
  },

  readParity: readChainlinkParity,
};

/** Every phase of the feeds' proxies up to a block, oldest first. */
function readPhases(parameters: {
  facts: FactsReader;
  chainId: number;
  feeds: readonly { source: { proxy: Address } }[];
  upTo: bigint;
}): Promise<ChainlinkPhase[]> {
  const { facts, chainId, feeds, upTo } = parameters;
  return facts
    .select()
    .from(chainlinkPhase)
    .where(
      and(
        eq(chainlinkPhase.chainId, chainId),
        anyOf(
          chainlinkPhase.proxy,
          feeds.map(({ source }) => lowerCase(source.proxy)),
        ),
        lte(chainlinkPhase.blockNumber, upTo),
      ),
    )
    .orderBy(asc(chainlinkPhase.blockNumber), asc(chainlinkPhase.phaseId));
}

/** The phase that held at the end of a block; phases oldest first. */
function phaseAt(
  phases: readonly ChainlinkPhase[],
  blockNumber: bigint,
): ChainlinkPhase | undefined {
  return phases.findLast((phase) => phase.blockNumber <= blockNumber);
}

function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
