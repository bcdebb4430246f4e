import { attestationEmitterAbi } from "../../../abis/attestation-emitter.ts";
import { attestationReceiverAbi } from "../../../abis/attestation-receiver.ts";
import { collateralVaultAbi } from "../../../abis/collateral-vault.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { padAddress } from "../attestation/breakdown.ts";
import type { WorkerContext } from "./worker-context.ts";

/**
 * Compares the worker's settings with the contracts. What no attestation could survive is an error;
 * what an administrator may still set right on chain is a warning.
 * @throws BallastError `attestation-validity` where an attestation would outlive a vault's withdrawal
 * delay or what a receiver accepts; `operator-role` where the operator may not publish.
 */
export async function checkSettings(context: WorkerContext): Promise<void> {
  const { network, source, targets, validitySeconds, configHash } = context;
  for (const { chainId, ballast } of network.chains) {
    if (ballast === null) continue;
    const delay = await context.client(chainId).readContract({
      address: ballast.collateralVault,
      abi: collateralVaultAbi,
      functionName: "withdrawalDelaySeconds",
    });
    if (BigInt(validitySeconds) >= delay) {
      throw new BallastError(
        `BALLAST_ATTESTATION_VALIDITY_SECONDS is ${validitySeconds}, but the vault ${ballast.collateralVault} on chain ${chainId} has a withdrawalDelaySeconds of ${delay}: collateral could leave before an attestation of it expires.`,
        { code: "attestation-validity", remedy: "Make the validity shorter than the delay." },
      );
    }
  }
  const client = context.client(source.chainId);
  const emitter = {
    address: source.ballast.attestationEmitter,
    abi: attestationEmitterAbi,
  } as const;
  const role = await client.readContract({ ...emitter, functionName: "PUBLISHER_ROLE" });
  const mayPublish = await client.readContract({
    ...emitter,
    functionName: "hasRole",
    args: [role, context.account.address],
  });
  if (!mayPublish) {
    throw new BallastError(
      `The operator ${context.account.address} may not publish on the emitter ${emitter.address}.`,
      { code: "operator-role", remedy: "Grant it PUBLISHER_ROLE, or set BALLAST_OPERATOR_KEY." },
    );
  }
  for (const { chainId, ballast } of targets) {
    const target = context.client(chainId);
    const receiver = { address: ballast.attestationReceiver, abi: attestationReceiverAbi } as const;
    const [longest, methodologyAllowed, emitterAllowed] = await Promise.all([
      target.readContract({ ...receiver, functionName: "maximumValiditySeconds" }),
      target.readContract({ ...receiver, functionName: "methodologyAllowed", args: [configHash] }),
      target.readContract({
        ...receiver,
        functionName: "emitterAllowed",
        args: [source.wormholeChainId, padAddress(emitter.address)],
      }),
    ]);
    if (BigInt(validitySeconds) > longest) {
      throw new BallastError(
        `BALLAST_ATTESTATION_VALIDITY_SECONDS is ${validitySeconds}, but the receiver ${receiver.address} on chain ${chainId} accepts at most its maximumValiditySeconds of ${longest}.`,
        { code: "attestation-validity" },
      );
    }
    const place = { chain: chainId, receiver: receiver.address };
    if (!methodologyAllowed) {
      context.logger.warn({ ...place, configHash }, "the receiver does not allow our methodology");
    }
    if (!emitterAllowed) {
      context.logger.warn(
        { ...place, emitter: emitter.address },
        "the receiver does not allow our emitter",
      );
    }
  }
}
