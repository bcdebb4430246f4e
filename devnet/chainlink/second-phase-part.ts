import type { DevnetPart } from "../parts/devnet-part.ts";
import type { Stage } from "../scenario/stage.ts";
import { changeAggregator, submitAnswer } from "./chainlink-transactions.ts";
import { deployFluxAggregator } from "./deploy-chainlink-feed.ts";

/** On a chain with this part, one feed moves to another aggregator in the middle of the history. */
export const secondPhasePart: DevnetPart = async () => async () => ({
  name: "second-phase",
  steps: (stage, market) => [
    {
      atSeconds: prepareAtSeconds,
      play: () =>
        prepareSecondPhase(
          stage,
          market.priceE8(pairInSecondPhase, market.firstTimestamp + prepareAtSeconds),
        ),
    },
    { atSeconds: 9_700, play: () => enterSecondPhase(stage) },
  ],
});

const prepareAtSeconds = 9_000;
const pairInSecondPhase = "DAI/USD";

/**
 * Deploys another aggregator for one feed and lets its oracles answer there once.
 * @param answerE8 In units of 10^-8 USD.
 */
async function prepareSecondPhase(stage: Stage, answerE8: bigint): Promise<void> {
  const { chain, base, accounts, contracts } = stage;
  const oracles = [
    accounts["chainlink-oracle-1"].address,
    accounts["chainlink-oracle-2"].address,
    accounts["chainlink-oracle-3"].address,
  ];
  const aggregator = await deployFluxAggregator({
    chain,
    deployer: accounts.deployer.address,
    artifacts: contracts.chainlink,
    linkToken: base.linkToken,
    oracles,
    pair: pairInSecondPhase,
  });
  feedInSecondPhase(stage).aggregators.push(aggregator);
  // An oracle can answer once the aggregator is there: the deployer's transactions come first.
  for (const oracle of oracles) {
    stage.send(submitAnswer({ aggregator, oracle, roundId: 1n, answer: answerE8 }));
  }
}

/** Puts the prepared aggregator behind the proxy, which logs nothing. */
function enterSecondPhase(stage: Stage): void {
  const { proxy, aggregators } = feedInSecondPhase(stage);
  const owner = stage.accounts.deployer.address;
  stage.send(...changeAggregator({ proxy, owner, aggregator: aggregators.at(-1)! }));
}

function feedInSecondPhase(stage: Stage) {
  return stage.base.chainlink.find(({ pair }) => pair === pairInSecondPhase)!;
}
