import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";

const { aaveCoreV3 } = pinnedPackages;

export type AaveV3ContractName =
  | "PoolAddressesProvider"
  | "ACLManager"
  | "SupplyLogic"
  | "BorrowLogic"
  | "LiquidationLogic"
  | "EModeLogic"
  | "BridgeLogic"
  | "PoolLogic"
  | "ConfiguratorLogic"
  | "FlashLoanLogic"
  | "Pool"
  | "PoolConfigurator"
  | "DefaultReserveInterestRateStrategy"
  | "AToken"
  | "VariableDebtToken"
  | "StableDebtToken"
  | "AaveOracle"
  | "AaveProtocolDataProvider"
  | "MintableERC20"
  | "MockFlashLoanSimpleReceiver";

/** Aave v3.0.2 as Aave compiled it (solc 0.8.10), by contract name. */
export async function fetchAaveV3Artifacts(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<Record<AaveV3ContractName, Artifact>> {
  const files = await fetchPackageFiles({ ...aaveCoreV3, ...parameters });
  const entries = [...files.values()].map((text) => {
    const artifact = JSON.parse(text) as Artifact & { contractName: string };
    return [artifact.contractName, artifact];
  });
  return Object.fromEntries(entries);
}
