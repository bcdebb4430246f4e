import type { Address } from "viem";
import { collateralVaultAbi } from "../../abis/collateral-vault.ts";
import type { DeployedPart } from "../parts/devnet-part.ts";
import { expectEvents } from "../parts/expect-events.ts";
import { stepsOn } from "../scenario/step.ts";
import { createVaultWorkload } from "./create-vault-workload.ts";
import { vaultSteps } from "./vault-steps.ts";

/** Ballast's vault, as people use it. */
export function vaultPart(vault: Address): DeployedPart {
  return {
    name: "ballast-vault",
    steps: (stage) => stepsOn(stage, vaultSteps(vault)),
    workloads: (stage) => [createVaultWorkload({ stage, vault })],
    expected: expectEvents({
      abi: collateralVaultAbi,
      required: { Deposited: 3, WithdrawalRequested: 2, WithdrawalCancelled: 1, Withdrawn: 1 },
    }),
  };
}
