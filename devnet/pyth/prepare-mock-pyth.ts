import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { compileSolidity } from "../solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../solidity/settings.ts";

/** Pyth's own MockPyth, compiled from its published source. */
export async function prepareMockPyth(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<Artifact> {
  const files = await fetchPackageFiles({ ...pinnedPackages.pythSdkSolidity, ...parameters });
  const contract = "MockPyth.sol:MockPyth";
  const artifacts = await compileSolidity({
    sources: { "MockPyth.sol": files.get("MockPyth.sol")! },
    contracts: [contract],
    resolveImport: (path) => files.get(path),
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: parameters.log,
  });
  return artifacts[contract]!;
}
