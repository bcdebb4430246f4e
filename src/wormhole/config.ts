import { attestationReceiverAbi } from "../../abis/attestation-receiver.ts";
import { wormholeCoreAbi } from "../../abis/wormhole-core.ts";
import type { Network } from "../../config/network.ts";
import { sourcesPerChain } from "../chain-sources.ts";

/** Each chain's Wormhole core contract, and the receiver of Ballast's attestations. */
export const wormholeContracts = (network: Network) => ({
  WormholeCore: {
    abi: wormholeCoreAbi,
    chain: sourcesPerChain(network, ({ wormhole }) =>
      wormhole === null ? [] : [{ address: wormhole.core, startBlock: wormhole.startBlock }],
    ),
  },
  AttestationReceiver: {
    abi: attestationReceiverAbi,
    chain: sourcesPerChain(network, ({ ballast }) =>
      ballast === null
        ? []
        : [{ address: ballast.attestationReceiver, startBlock: ballast.startBlock }],
    ),
  },
});
