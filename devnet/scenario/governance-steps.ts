import { encodeFunctionData } from "viem";
import { poolConfiguratorAdminAbi } from "../aave-v3/aave-v3-admin-abi.ts";
import { deployInterestRateStrategy } from "../aave-v3/deploy-interest-rate-strategy.ts";
import { reserveParameters } from "../aave-v3/reserve-parameters.ts";
import { changeAggregator, submitAnswer } from "../chainlink/chainlink-transactions.ts";
import { deployFluxAggregator } from "../chainlink/deploy-chainlink-feed.ts";
import type { Stage } from "./stage.ts";

function configure(stage: Stage, label: string, data: `0x${string}`): void {
  const { deployment, accounts } = stage;
  stage.send({
    from: accounts.deployer.address,
    to: deployment.aaveV3.poolConfigurator,
    data,
    label,
  });
}

/** DAI gets a dearer interest rate strategy, WBTC a higher reserve factor. */
export async function raiseDaiRates(stage: Stage): Promise<void> {
  const { chain, deployment, accounts, contracts } = stage;
  const strategy = await deployInterestRateStrategy({
    chain,
    deployer: accounts.deployer.address,
    artifact: contracts.aaveV3.DefaultReserveInterestRateStrategy,
    poolAddressesProvider: deployment.aaveV3.poolAddressesProvider,
    rates: { ...reserveParameters.DAI, baseRateBps: 100n, slope1Bps: 600n },
    symbol: "DAI",
  });
  configure(
    stage,
    "raise DAI's interest rates",
    encodeFunctionData({
      abi: poolConfiguratorAdminAbi,
      functionName: "setReserveInterestRateStrategyAddress",
      args: [stage.token("DAI"), strategy],
    }),
  );
  configure(
    stage,
    "raise WBTC's reserve factor",
    encodeFunctionData({
      abi: poolConfiguratorAdminAbi,
      functionName: "setReserveFactor",
      args: [stage.token("WBTC"), 2_500n],
    }),
  );
}

/** WBTC counts for less from now on. */
export function lowerBtcThreshold(stage: Stage): void {
  configure(
    stage,
    "lower WBTC's liquidation threshold",
    encodeFunctionData({
      abi: poolConfiguratorAdminAbi,
      functionName: "configureReserveAsCollateral",
      args: [stage.token("WBTC"), 6_800n, 7_300n, 10_700n],
    }),
  );
}

const pairInSecondPhase = "DAI/USD";

/**
 * Deploys another aggregator for one feed and lets its oracles answer there once.
 * @param answerE8 In units of 10^-8 USD.
 */
export async function prepareSecondPhase(stage: Stage, answerE8: bigint): Promise<void> {
  const { chain, deployment, accounts, contracts } = stage;
  const oracles = [
    accounts["chainlink-oracle-1"].address,
    accounts["chainlink-oracle-2"].address,
    accounts["chainlink-oracle-3"].address,
  ];
  const aggregator = await deployFluxAggregator({
    chain,
    deployer: accounts.deployer.address,
    artifacts: contracts.chainlink,
    linkToken: deployment.linkToken,
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
export function enterSecondPhase(stage: Stage): void {
  const { proxy, aggregators } = feedInSecondPhase(stage);
  const owner = stage.accounts.deployer.address;
  stage.send(...changeAggregator({ proxy, owner, aggregator: aggregators.at(-1)! }));
}

function feedInSecondPhase(stage: Stage) {
  return stage.deployment.chainlink.find(({ pair }) => pair === pairInSecondPhase)!;
}
