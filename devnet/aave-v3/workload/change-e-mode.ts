import { encodeFunctionData, type Hex } from "viem";
import { poolConfiguratorV36AdminAbi } from "../../aave-v3-6/aave-v3-6-admin-abi.ts";
import { poolConfiguratorAdminAbi } from "../aave-v3-admin-abi.ts";
import { stablecoinEMode } from "../reserve-parameters.ts";
import type { AaveStage } from "../scenario/aave-stage.ts";
import { configure } from "../scenario/governance-steps.ts";

const abi = poolConfiguratorV36AdminAbi;

/** Queues a change of what an asset is to the e-mode: up to 3.1 in it or not, since then in parts. */
export function changeEModeOf(stage: AaveStage): string {
  const { market, random } = stage;
  const asset = stage.token(random.pick(["USDC", "DAI"] as const));
  const { id } = stablecoinEMode;
  // Mostly back to where it was first.
  const isIn = random.chance(65);
  const label = "e-mode asset";
  const call = (data: Hex) => configure(stage, label, data);
  if (market.version === "3.0.2") {
    const args = [asset, isIn ? id : 0] as const;
    const functionName = "setAssetEModeCategory";
    call(encodeFunctionData({ abi: poolConfiguratorAdminAbi, functionName, args }));
    return label;
  }
  switch (random.pick(["collateral", "borrowable", "ltv zero"] as const)) {
    case "collateral": {
      const args = [asset, id, isIn] as const;
      call(encodeFunctionData({ abi, functionName: "setAssetCollateralInEMode", args }));
      break;
    }
    case "borrowable": {
      const args = [asset, id, isIn] as const;
      call(encodeFunctionData({ abi, functionName: "setAssetBorrowableInEMode", args }));
      break;
    }
    case "ltv zero": {
      const args = [asset, id, !isIn] as const;
      call(encodeFunctionData({ abi, functionName: "setAssetLtvzeroInEMode", args }));
      break;
    }
  }
  return label;
}
