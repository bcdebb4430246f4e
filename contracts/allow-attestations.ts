import { type Address, encodeFunctionData, type Hex, pad } from "viem";
import { attestationReceiverAbi } from "../abis/attestation-receiver.ts";
import type { SendCall } from "./contract-writer.ts";

/**
 * Makes a receiver accept roots from the given emitters, computed by the given methodologies.
 *
 * @param parameters.call Sends from the receiver's admin.
 * @param parameters.configHashes The methodologies' hashes, as in the header of a root message.
 */
export async function allowAttestations(parameters: {
  call: SendCall;
  receiver: Address;
  emitters: readonly { wormholeChainId: number; emitter: Address }[];
  configHashes: readonly Hex[];
}): Promise<void> {
  const { call, receiver, emitters, configHashes } = parameters;
  for (const { wormholeChainId, emitter } of emitters) {
    await call({
      to: receiver,
      data: encodeFunctionData({
        abi: attestationReceiverAbi,
        functionName: "setEmitter",
        args: [wormholeChainId, pad(emitter), true],
      }),
    });
  }
  for (const configHash of configHashes) {
    await call({
      to: receiver,
      data: encodeFunctionData({
        abi: attestationReceiverAbi,
        functionName: "setMethodology",
        args: [configHash, true],
      }),
    });
  }
}
