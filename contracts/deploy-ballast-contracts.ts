import { type Address, encodeFunctionData, keccak256, stringToBytes } from "viem";
import { attestationEmitterAbi } from "../abis/attestation-emitter.ts";
import type { Artifact } from "../devnet/solidity/artifact.ts";
import type { BallastContractName } from "./compile-ballast-contracts.ts";
import type { DeployContract, SendCall } from "./contract-writer.ts";

export type BallastContracts = {
  collateralVault: Address;
  attestationEmitter: Address;
  attestationReceiver: Address;
};

/**
 * Deploys Ballast's contracts on one chain and lets `operator` publish. The receiver accepts nothing
 * until `allowAttestations` names its emitters and methodologies.
 *
 * @param parameters.call Sends from `admin`.
 * @param parameters.core The Wormhole core contract of the chain.
 * @param parameters.withdrawalDelaySeconds Must exceed `maximumAttestationValiditySeconds`.
 * @param parameters.maximumAttestationValiditySeconds What the vault's delay is made for and the
 * longest validity that the receiver accepts.
 * @param parameters.clockSkewSeconds How far ahead of this chain's clock a root's `asOf` may lie.
 */
export async function deployBallastContracts(parameters: {
  deploy: DeployContract;
  call: SendCall;
  artifacts: Record<BallastContractName, Artifact>;
  core: Address;
  admin: Address;
  operator: Address;
  withdrawalDelaySeconds: number;
  maximumAttestationValiditySeconds: number;
  clockSkewSeconds: number;
}): Promise<BallastContracts> {
  const { deploy, call, artifacts, core, admin, operator } = parameters;
  const validitySeconds = BigInt(parameters.maximumAttestationValiditySeconds);
  const collateralVault = await deploy({
    artifact: artifacts.CollateralVault,
    args: [BigInt(parameters.withdrawalDelaySeconds), validitySeconds],
  });
  const attestationEmitter = await deploy({
    artifact: artifacts.AttestationEmitter,
    args: [core, admin],
  });
  const attestationReceiver = await deploy({
    artifact: artifacts.AttestationReceiver,
    args: [core, admin, BigInt(parameters.clockSkewSeconds), validitySeconds],
  });
  await call({
    to: attestationEmitter,
    data: encodeFunctionData({
      abi: attestationEmitterAbi,
      functionName: "grantRole",
      args: [keccak256(stringToBytes("PUBLISHER_ROLE")), operator],
    }),
  });
  return { collateralVault, attestationEmitter, attestationReceiver };
}
