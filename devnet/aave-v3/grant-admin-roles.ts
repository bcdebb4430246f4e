import { type Address, encodeFunctionData } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import { aclManagerAbi } from "./aave-v3-admin-abi.ts";

/** Queues that the deployer may do everything that an Aave market knows a role for. */
export function grantAdminRoles(parameters: {
  chain: DevChain;
  deployer: Address;
  aclManager: Address;
}): void {
  const { chain, deployer, aclManager } = parameters;
  for (const functionName of [
    "addPoolAdmin",
    "addEmergencyAdmin",
    "addRiskAdmin",
    "addAssetListingAdmin",
  ] as const) {
    chain.send({
      from: deployer,
      to: aclManager,
      data: encodeFunctionData({ abi: aclManagerAbi, functionName, args: [deployer] }),
      label: `Aave ${functionName}`,
    });
  }
}
