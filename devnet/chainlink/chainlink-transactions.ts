import { type Address, encodeFunctionData } from "viem";
import type { Transaction } from "../chain/dev-chain.ts";
import { aggregatorProxyAdminAbi, fluxAggregatorAbi } from "./chainlink-admin-abi.ts";

/** One oracle's answer, in units of 10^-8 USD, for a round. */
export function submitAnswer(parameters: {
  aggregator: Address;
  oracle: Address;
  roundId: bigint;
  answer: bigint;
}): Transaction {
  const { aggregator, oracle, roundId, answer } = parameters;
  return {
    from: oracle,
    to: aggregator,
    data: encodeFunctionData({
      abi: fluxAggregatorAbi,
      functionName: "submit",
      args: [roundId, answer],
    }),
    label: `submit ${answer} for round ${roundId} of ${aggregator}`,
  };
}

/** Puts another aggregator behind a proxy: its next phase. The proxy logs nothing. */
export function changeAggregator(parameters: {
  proxy: Address;
  owner: Address;
  aggregator: Address;
}): readonly Transaction[] {
  const { proxy, owner, aggregator } = parameters;
  return (["proposeAggregator", "confirmAggregator"] as const).map((functionName) => ({
    from: owner,
    to: proxy,
    data: encodeFunctionData({
      abi: aggregatorProxyAdminAbi,
      functionName,
      args: [aggregator],
    }),
    label: `${functionName} ${aggregator} at ${proxy}`,
  }));
}
