import { readImport } from "../../contracts/compile-ballast-contracts.ts";
import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { compileSolidity } from "../solidity/compile-solidity.ts";
import { fetchCompiler } from "../solidity/fetch-compiler.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../solidity/settings.ts";

const folders = {
  PoolAddressesProvider: "protocol/configuration",
  ACLManager: "protocol/configuration",
  BorrowLogic: "protocol/libraries/logic",
  ConfiguratorLogic: "protocol/libraries/logic",
  FlashLoanLogic: "protocol/libraries/logic",
  LiquidationLogic: "protocol/libraries/logic",
  PoolLogic: "protocol/libraries/logic",
  SupplyLogic: "protocol/libraries/logic",
  PoolInstance: "instances",
  PoolConfiguratorInstance: "instances",
  ATokenInstance: "instances",
  VariableDebtTokenInstance: "instances",
  DefaultReserveInterestRateStrategyV2: "misc",
  AaveOracle: "misc",
  AaveProtocolDataProvider: "helpers",
} as const;

export type AaveV36ContractName = keyof typeof folders;

const pathOf = (name: AaveV36ContractName) => `src/contracts/${folders[name]}/${name}.sol`;
const names = Object.keys(folders) as AaveV36ContractName[];

/** Aave's sources name OpenZeppelin by the folder of its repository. */
const openZeppelinPrefix = "openzeppelin-contracts/";

/**
 * Aave v3.6, compiled from Aave's published sources with the compiler that Aave uses (solc 0.8.27).
 * About half a minute the first time; kept afterwards.
 */
export async function prepareAaveV36(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<Record<AaveV36ContractName, Artifact>> {
  const files = await fetchPackageFiles({ ...pinnedPackages.aaveV3Origin, ...parameters });
  const artifacts = await compileSolidity({
    sources: Object.fromEntries(names.map((name) => [pathOf(name), files.get(pathOf(name))!])),
    contracts: names.map((name) => `${pathOf(name)}:${name}`),
    resolveImport: (path) =>
      path.startsWith(openZeppelinPrefix)
        ? readImport(`@openzeppelin/${path.slice(openZeppelinPrefix.length)}`)
        : files.get(path),
    settings: testSoliditySettings,
    compiler: await fetchCompiler(pinnedPackages.solidityCompiler0827, parameters),
    cacheDirectory: solidityCacheDirectory,
    log: parameters.log,
  });
  return Object.fromEntries(
    names.map((name) => [name, artifacts[`${pathOf(name)}:${name}`]]),
  ) as Record<AaveV36ContractName, Artifact>;
}
