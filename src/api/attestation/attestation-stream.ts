import type { BallastDeployment, Network } from "../../../config/network.ts";
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

/**
 * The name of a sequence of attestations: network, Wormhole chain id and address of its emitter. Its
 * history goes on through releases of the index and changes of the methodology.
 */
export function attestationStream(
  network: Pick<Network, "name">,
  source: { wormholeChainId: number; ballast: Pick<BallastDeployment, "attestationEmitter"> },
): string {
  const emitter = source.ballast.attestationEmitter.toLowerCase();
  return `${network.name}/${source.wormholeChainId}/${emitter}`;
}
