import { readFileSync } from "node:fs";
import { fetchPackageFiles } from "../../../devnet/packages/fetch-package-files.ts";
import { pinnedPackages } from "../../../devnet/packages/pinned-packages.ts";
import type { Artifact } from "../../../devnet/solidity/artifact.ts";
import { compileSolidity } from "../../../devnet/solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../../../devnet/solidity/settings.ts";

/** The lens over Morpho's own libraries. */
export async function compileMorphoLens(): Promise<Artifact> {
  const log = () => undefined;
  const files = await fetchPackageFiles({ ...pinnedPackages.morphoBlue, log });
  const file = "MorphoLens.sol";
  const artifacts = await compileSolidity({
    sources: { [file]: readFileSync(new URL(`../contracts/${file}`, import.meta.url), "utf8") },
    contracts: [`${file}:MorphoLens`],
    resolveImport: (path) => files.get(path),
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log,
  });
  return artifacts[`${file}:MorphoLens`]!;
}
