import { readFileSync } from "node:fs";
import { readImport } from "../../contracts/compile-ballast-contracts.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { compileSolidity } from "../solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../solidity/settings.ts";

/** OpenZeppelin's ERC-4626 vault, made concrete. */
export async function prepareOpenVault(parameters: {
  log: (line: string) => void;
}): Promise<Artifact> {
  const source = "devnet/erc4626/OpenVault.sol";
  const contract = `${source}:OpenVault`;
  const artifacts = await compileSolidity({
    sources: { [source]: readFileSync(new URL("./OpenVault.sol", import.meta.url), "utf8") },
    contracts: [contract],
    resolveImport: readImport,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: parameters.log,
  });
  return artifacts[contract]!;
}
