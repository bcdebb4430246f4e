import type { Manifest } from "../config/manifest.ts";
import { networkFromManifest } from "../config/network.ts";
import { allowAttestations } from "../contracts/allow-attestations.ts";
import { hashMethodology } from "../src/api/methodology/hash-methodology.ts";
import { methodologyOf } from "../src/api/methodology/methodology-of.ts";
import type { DevChain } from "./chain/dev-chain.ts";

/**
 * Queues what makes each target's receiver accept roots of the source's emitter, computed by the
 * methodology that this very network has.
 */
export async function allowDevnetAttestations(parameters: {
  manifest: Manifest;
  chains: readonly DevChain[];
}): Promise<void> {
  const { manifest, chains } = parameters;
  const { sourceChainId, targetChainIds } = manifest.attestation;
  const source = manifest.chains.find(({ chainId }) => chainId === sourceChainId)!;
  const configHash = hashMethodology(methodologyOf(networkFromManifest(manifest)));
  for (const chain of chains.filter(({ chainId }) => targetChainIds.includes(chainId))) {
    const target = manifest.chains.find(({ chainId }) => chainId === chain.chainId)!;
    await allowAttestations({
      call: async ({ to, data }) =>
        chain.send({ from: manifest.deployer.address, to, data, label: "allow attestations" }),
      receiver: target.ballast.attestationReceiver,
      emitters: [
        {
          wormholeChainId: source.wormholeChainId,
          emitter: source.ballast.attestationEmitter,
        },
      ],
      configHashes: [configHash],
    });
  }
}
