import { readFileSync } from "node:fs";
import type { Artifact } from "../solidity/artifact.ts";
import { compileSolidity } from "../solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../solidity/settings.ts";

/** Our own helper that makes several calls in one transaction, some of which are undone. */
export async function compileCallBatch(parameters: {
  log: (line: string) => void;
}): Promise<Artifact> {
  const source = "devnet/maker/CallBatch.sol";
  const contract = `${source}:CallBatch`;
  const compiled = await compileSolidity({
    sources: { [source]: readFileSync(new URL("./CallBatch.sol", import.meta.url), "utf8") },
    contracts: [contract],
    resolveImport: () => undefined,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: parameters.log,
  });
  return compiled[contract]!;
}
