import { readImport } from "../../contracts/compile-ballast-contracts.ts";
import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { compileSolidity } from "../solidity/compile-solidity.ts";
import { fetchCompiler } from "../solidity/fetch-compiler.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../solidity/settings.ts";

/** Chainlink's sources name the version of OpenZeppelin; the installed one serves as well. */
const openZeppelinVersion = /^@openzeppelin\/contracts@[0-9.]+\//;
const optimismPrefix = "@eth-optimism/contracts/";

/**
 * A contract of @chainlink/contracts 1.5.0, compiled from its published source with the compiler
 * that its source demands (solc 0.8.26). Seconds the first time; kept afterwards.
 * @param parameters.path Inside the package; the contract has the file's name.
 */
export async function prepareChainlinkSource(parameters: {
  path: `src/v0.8/${string}.sol`;
  log: (line: string) => void;
}): Promise<Artifact> {
  const { path, log } = parameters;
  const files = await fetchPackageFiles({ ...pinnedPackages.chainlinkContracts15, log });
  const optimism = await fetchPackageFiles({ ...pinnedPackages.optimismContracts, log });
  const contract = `${path}:${path.slice(path.lastIndexOf("/") + 1, -".sol".length)}`;
  const artifacts = await compileSolidity({
    sources: { [path]: files.get(path)! },
    contracts: [contract],
    resolveImport: (imported) =>
      imported.startsWith(optimismPrefix)
        ? optimism.get(imported.slice(optimismPrefix.length))
        : (files.get(imported) ??
          readImport(imported.replace(openZeppelinVersion, "@openzeppelin/contracts/"))),
    settings: testSoliditySettings,
    compiler: await fetchCompiler(pinnedPackages.solidityCompiler0826, { log }),
    cacheDirectory: solidityCacheDirectory,
    log,
  });
  return artifacts[contract]!;
}
