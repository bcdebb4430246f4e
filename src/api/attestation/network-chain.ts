import type { Network } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";

/** The chain of a network by its id. @throws BallastError `network` for a chain that is not part of it. */
export function networkChain(network: Network, chainId: number): Network["chains"][number] {
  const chain = network.chains.find((one) => one.chainId === chainId);
  if (chain === undefined) {
    throw new BallastError(`Chain ${chainId} is not part of the network ${network.name}.`, {
      code: "network",
    });
  }
  return chain;
}
