import type { Network } from "../../../config/network.ts";
import { attestationPlaces } from "./attestation-places.ts";

/**
 * The name of a sequence of attestations: network, Wormhole chain id and address of its emitter. Its
 * history goes on through releases of the index and changes of the methodology.
 * @throws BallastError `network-does-not-attest`
 */
export function attestationStream(network: Network): string {
  const { source } = attestationPlaces(network);
  const emitter = source.ballast.attestationEmitter.toLowerCase();
  return `${network.name}/${source.wormholeChainId}/${emitter}`;
}
