import { type Address, encodeFunctionData } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";

/** Queues `initialize(…)` on a contract that is deployed without a proxy. */
export function initialize(parameters: {
  chain: DevChain;
  deployer: Address;
  artifact: Artifact;
  to: Address;
  args: readonly unknown[];
}): void {
  const { chain, deployer, artifact, to, args } = parameters;
  const data = encodeFunctionData({ abi: artifact.abi, functionName: "initialize", args });
  chain.send({ from: deployer, to, data, label: `initialize ${to} of Perp` });
}
