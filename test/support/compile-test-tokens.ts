import { readFileSync } from "node:fs";
import { readImport } from "../../contracts/compile-ballast-contracts.ts";
import type { Artifact } from "../../devnet/solidity/artifact.ts";
import { compileSolidity } from "../../devnet/solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../../devnet/solidity/settings.ts";

const names = ["PlainToken", "FeeToken", "ReentrantToken"] as const;

/** Tokens that behave well and badly. */
export async function compileTestTokens(): Promise<Record<(typeof names)[number], Artifact>> {
  const file = "TestTokens.sol";
  const artifacts = await compileSolidity({
    sources: { [file]: readFileSync(new URL(`./contracts/${file}`, import.meta.url), "utf8") },
    contracts: names.map((name) => `${file}:${name}`),
    resolveImport: readImport,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: () => undefined,
  });
  return Object.fromEntries(names.map((name) => [name, artifacts[`${file}:${name}`]])) as Record<
    (typeof names)[number],
    Artifact
  >;
}
