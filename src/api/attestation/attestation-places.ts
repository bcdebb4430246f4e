import type { BallastDeployment, Network, WormholeDeployment } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { networkChain } from "./network-chain.ts";

/** A chain with Ballast's own contracts and Wormhole's core. */
export type AttestingChain = Network["chains"][number] & {
  ballast: BallastDeployment;
  wormhole: WormholeDeployment;
};

/** The chain whose emitter publishes roots, and the chains whose receivers get them. */
export type AttestationPlaces = { source: AttestingChain; targets: readonly AttestingChain[] };

/** Where a network attests; null for one that does not. @throws BallastError `network`. */
export function findAttestationPlaces(network: Network): AttestationPlaces | null {
  const { attestation } = network;
  if (attestation === null) return null;
  return {
    source: attestingChain(network, attestation.sourceChainId),
    targets: attestation.targetChainIds.map((chainId) => attestingChain(network, chainId)),
  };
}

/** Where a network attests. @throws BallastError `network-does-not-attest` for one that does not. */
export function attestationPlaces(network: Network): AttestationPlaces {
  const places = findAttestationPlaces(network);
  if (places !== null) return places;
  throw new BallastError(
    `The network ${network.name} attests nothing: Ballast's emitter and receivers are on none of its chains.`,
    { code: "network-does-not-attest", remedy: "Run no worker for it." },
  );
}

function attestingChain(network: Network, chainId: number): AttestingChain {
  const chain = networkChain(network, chainId);
  const { ballast, wormhole } = chain;
  if (ballast !== null && wormhole !== null) return { ...chain, ballast, wormhole };
  throw new BallastError(
    `Attestations name chain ${chainId} of the network ${network.name}, which lacks ${ballast === null ? "Ballast's contracts" : "Wormhole's core"}.`,
    { code: "network" },
  );
}
