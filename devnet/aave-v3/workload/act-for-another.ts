import { type Address, encodeFunctionData, type Hex, parseAbi } from "viem";
import { devnetTokens } from "../../tokens/devnet-tokens.ts";
import type { AaveStage } from "../scenario/aave-stage.ts";

/** IPool.sol of @aave-dao/aave-v3-origin 3.6.0. */
const abi = parseAbi([
  "function approvePositionManager(address positionManager, bool approve)",
  "function setUserEModeOnBehalfOf(uint8 categoryId, address onBehalfOf)",
  "function setUserUseReserveAsCollateralOnBehalfOf(address asset, bool useAsCollateral, address onBehalfOf)",
]);

/**
 * Queues what a position manager of 3.4 and later may do: it is approved, sets its principal's e-mode
 * or collateral, and is mostly dismissed again.
 */
export function actForAnother(
  stage: AaveStage,
  { principal, manager }: { principal: Address; manager: Address },
): string {
  const { pool, random } = stage;
  const kind = "act for another";
  const send = (from: Address, data: Hex) => stage.send({ from, to: pool, data, label: kind });
  const approve = (isApproved: boolean) =>
    send(
      principal,
      encodeFunctionData({
        abi,
        functionName: "approvePositionManager",
        args: [manager, isApproved],
      }),
    );
  approve(true);
  if (random.chance(50)) {
    const args = [random.integer(0, 1), principal] as const;
    send(manager, encodeFunctionData({ abi, functionName: "setUserEModeOnBehalfOf", args }));
  } else {
    const asset = stage.token(random.pick(devnetTokens).symbol);
    const args = [asset, random.chance(60), principal] as const;
    const functionName = "setUserUseReserveAsCollateralOnBehalfOf";
    send(manager, encodeFunctionData({ abi, functionName, args }));
  }
  if (random.chance(70)) approve(false);
  return kind;
}
