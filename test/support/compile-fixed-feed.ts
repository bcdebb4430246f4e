import { readFileSync } from "node:fs";
import type { Artifact } from "../../devnet/solidity/artifact.ts";
import { compileSolidity } from "../../devnet/solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../../devnet/solidity/settings.ts";

/** A price proxy, or a sequencer's uptime feed, that always says the same. */
export async function compileFixedFeed(
  name: "FixedFeed" | "FixedUptimeFeed" = "FixedFeed",
): Promise<Artifact> {
  const file = `${name}.sol`;
  const artifacts = await compileSolidity({
    sources: { [file]: readFileSync(new URL(`./contracts/${file}`, import.meta.url), "utf8") },
    contracts: [`${file}:${name}`],
    resolveImport: () => undefined,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: () => undefined,
  });
  return artifacts[`${file}:${name}`]!;
}
