import { type Address, encodeFunctionData, zeroAddress } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { fluxAggregatorAbi } from "./chainlink-admin-abi.ts";
import type { ChainlinkContractName } from "./chainlink-artifacts.ts";
import { chainlinkDecimals, fluxAggregatorParameters } from "./chainlink-feed-parameters.ts";

type Parameters = {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<ChainlinkContractName, Artifact>;
  linkToken: Address;
  oracles: readonly Address[];
  pair: string;
  decimals?: number;
  /** Answers outside are refused. */
  range?: { minimumAnswer: bigint; maximumAnswer: bigint };
};

/** Queues a FluxAggregator to which `oracles` may submit, each its own administrator. */
export async function deployFluxAggregator(parameters: Parameters): Promise<Address> {
  const { chain, deployer, artifacts, linkToken, oracles, pair } = parameters;
  const rules = { ...fluxAggregatorParameters, ...parameters.range };
  const aggregator = await chain.deploy({
    from: deployer,
    artifact: artifacts.FluxAggregator,
    args: [
      linkToken,
      0n,
      rules.timeoutSeconds,
      zeroAddress,
      rules.minimumAnswer,
      rules.maximumAnswer,
      parameters.decimals ?? chainlinkDecimals,
      pair.replace("/", " / "),
    ],
    label: `deploy the ${pair} aggregator`,
  });
  chain.send({
    from: deployer,
    to: aggregator,
    data: encodeFunctionData({
      abi: fluxAggregatorAbi,
      functionName: "changeOracles",
      args: [
        [],
        [...oracles],
        [...oracles],
        rules.minimumSubmissions,
        rules.maximumSubmissions,
        rules.restartDelayRounds,
      ],
    }),
    label: `add the oracles of ${pair}`,
  });
  return aggregator;
}

/** Queues a feed as users see it: an EACAggregatorProxy that anyone may read, over an aggregator. */
export async function deployChainlinkFeed(
  parameters: Parameters,
): Promise<{ proxy: Address; aggregator: Address }> {
  const { chain, deployer, artifacts, pair } = parameters;
  const aggregator = await deployFluxAggregator(parameters);
  const proxy = await chain.deploy({
    from: deployer,
    artifact: artifacts.EACAggregatorProxy,
    args: [aggregator, zeroAddress],
    label: `deploy the ${pair} proxy`,
  });
  return { proxy, aggregator };
}
