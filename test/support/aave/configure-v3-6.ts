import {
  type Address,
  type ContractFunctionArgs,
  encodeFunctionData,
  parseAbi,
  stringToHex,
} from "viem";
import { poolConfiguratorAdminAbi } from "../../../devnet/aave-v3/aave-v3-admin-abi.ts";
import { poolConfiguratorV36AdminAbi } from "../../../devnet/aave-v3-6/aave-v3-6-admin-abi.ts";
import type { Transaction } from "../../../devnet/chain/dev-chain.ts";
import type { AaveStage } from "./aave-stage.ts";

const governanceAbi = [
  ...poolConfiguratorV36AdminAbi,
  ...poolConfiguratorAdminAbi.filter(
    (item) => item.type === "function" && item.name === "configureReserveAsCollateral",
  ),
  ...parseAbi(["function setReserveLtvzero(address asset, bool ltvZero)"]),
] as const;

type FunctionName = Extract<(typeof governanceAbi)[number], { type: "function" }>["name"];

/** One call of the deployer at the configurator of a market of 3.6. */
export function configure<Name extends FunctionName>(
  stage: AaveStage,
  functionName: Name,
  args: ContractFunctionArgs<typeof governanceAbi, "nonpayable", Name>,
): Transaction {
  return {
    from: stage.account("deployer"),
    to: stage.market.poolConfigurator,
    data: encodeFunctionData({ abi: governanceAbi, functionName, args } as never),
    label: functionName,
  };
}

const poolAbi = parseAbi([
  "function eliminateReserveDeficit(address asset, uint256 amount) returns (uint256)",
  "function approvePositionManager(address positionManager, bool approve)",
  "function setUserEModeOnBehalfOf(uint8 categoryId, address onBehalfOf)",
  "function setUserUseReserveAsCollateralOnBehalfOf(address asset, bool useAsCollateral, address onBehalfOf)",
]);
const providerAbi = parseAbi(["function setAddress(bytes32 id, address newAddress)"]);

/** Lets an account pay for bad debts. */
export function appointUmbrella(stage: AaveStage, umbrella: Address): Transaction {
  return {
    from: stage.account("deployer"),
    to: stage.market.poolAddressesProvider,
    data: encodeFunctionData({
      abi: providerAbi,
      functionName: "setAddress",
      args: [stringToHex("UMBRELLA", { size: 32 }), umbrella],
    }),
    label: "appoint the umbrella",
  };
}

type PoolFunctionName = (typeof poolAbi)[number]["name"];

/** One call at a pool of 3.6 of what 3.0.2 does not have. */
export function callPool<Name extends PoolFunctionName>(
  stage: AaveStage,
  from: Address,
  functionName: Name,
  args: ContractFunctionArgs<typeof poolAbi, "nonpayable", Name>,
): Transaction {
  return {
    from,
    to: stage.pool,
    data: encodeFunctionData({ abi: poolAbi, functionName, args } as never),
    label: functionName,
  };
}
