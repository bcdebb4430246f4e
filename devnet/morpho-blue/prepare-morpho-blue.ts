import { readImport } from "../../contracts/compile-ballast-contracts.ts";
import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { compileSolidity } from "../solidity/compile-solidity.ts";
import { fetchCompiler } from "../solidity/fetch-compiler.ts";
import { solidityCacheDirectory } from "../solidity/settings.ts";

const blueContracts = {
  Morpho: "src/Morpho.sol:Morpho",
  OracleMock: "src/mocks/OracleMock.sol:OracleMock",
  IrmMock: "src/mocks/IrmMock.sol:IrmMock",
  FlashBorrowerMock: "src/mocks/FlashBorrowerMock.sol:FlashBorrowerMock",
} as const;
const peripheryContracts = {
  AdaptiveCurveIrm: "domains/morphoIrm/contracts/AdaptiveCurveIrm.sol:AdaptiveCurveIrm",
  MetaMorphoFactory: "domains/metamorpho/contracts/MetaMorphoFactory.sol:MetaMorphoFactory",
} as const;

export type MorphoContractName = keyof typeof blueContracts | keyof typeof peripheryContracts;

/**
 * Morpho Blue and its mocks with the compiler that its source demands (solc 0.8.19 by way of Yul, as
 * Morpho's own build), AdaptiveCurveIrm and the MetaMorpho factory with the installed compiler. About
 * a minute the first time; kept afterwards.
 */
export async function prepareMorphoBlue(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<Record<MorphoContractName, Artifact>> {
  const blue = await compile({
    contracts: blueContracts,
    files: await fetchPackageFiles({ ...pinnedPackages.morphoBlue, ...parameters }),
    compiler: await fetchCompiler(pinnedPackages.solidityCompiler0819, parameters),
    settings: { evmVersion: "paris", viaIR: true, optimizer: { enabled: true, runs: 999_999 } },
    log: parameters.log,
  });
  const periphery = await compile({
    contracts: peripheryContracts,
    files: await fetchPackageFiles({ ...pinnedPackages.morphoPeriphery, ...parameters }),
    settings: { evmVersion: "shanghai", viaIR: true, optimizer: { enabled: true, runs: 200 } },
    log: parameters.log,
  });
  return { ...blue, ...periphery };
}

async function compile<Name extends string>(parameters: {
  contracts: Readonly<Record<Name, string>>;
  files: ReadonlyMap<string, string>;
  compiler?: string;
  settings: Parameters<typeof compileSolidity>[0]["settings"];
  log: (line: string) => void;
}): Promise<Record<Name, Artifact>> {
  const { contracts, files, compiler, settings, log } = parameters;
  const qualified = Object.values<string>(contracts);
  const paths = [...new Set(qualified.map((name) => name.slice(0, name.lastIndexOf(":"))))];
  const artifacts = await compileSolidity({
    sources: Object.fromEntries(paths.map((path) => [path, files.get(path)!])),
    contracts: qualified,
    resolveImport: (path) => files.get(path) ?? readImport(path),
    settings,
    compiler,
    cacheDirectory: solidityCacheDirectory,
    log,
  });
  return Object.fromEntries(
    Object.entries<string>(contracts).map(([name, path]) => [name, artifacts[path]]),
  ) as Record<Name, Artifact>;
}
