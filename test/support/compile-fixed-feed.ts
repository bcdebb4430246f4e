import { readFileSync } from "node:fs";
import type { Artifact } from "../../devnet/solidity/artifact.ts";
import { compileSolidity } from "../../devnet/solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../../devnet/solidity/settings.ts";

/** A price proxy that always says the same. */
export async function compileFixedFeed(): Promise<Artifact> {
  const file = "FixedFeed.sol";
  const artifacts = await compileSolidity({
    sources: { [file]: readFileSync(new URL(`./contracts/${file}`, import.meta.url), "utf8") },
    contracts: [`${file}:FixedFeed`],
    resolveImport: () => undefined,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: () => undefined,
  });
  return artifacts[`${file}:FixedFeed`]!;
}
