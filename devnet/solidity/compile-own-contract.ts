import { readFileSync } from "node:fs";
import { readImport } from "../../contracts/compile-ballast-contracts.ts";
import type { Artifact } from "./artifact.ts";
import { compileSolidity } from "./compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "./settings.ts";

/** One of the local chains' own contracts, which has the name of its file. */
export async function compileOwnContract(parameters: {
  /** From the root, such as `devnet/chronicle/StandInScribe.sol`. */
  path: `devnet/${string}.sol`;
  log: (line: string) => void;
}): Promise<Artifact> {
  const { path, log } = parameters;
  const contract = `${path}:${path.slice(path.lastIndexOf("/") + 1, -".sol".length)}`;
  const artifacts = await compileSolidity({
    sources: { [path]: readFileSync(new URL(`../../${path}`, import.meta.url), "utf8") },
    contracts: [contract],
    resolveImport: readImport,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log,
  });
  return artifacts[contract]!;
}
