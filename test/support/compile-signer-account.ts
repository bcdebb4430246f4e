import { readFileSync } from "node:fs";
import { readImport } from "../../contracts/compile-ballast-contracts.ts";
import type { Artifact } from "../../devnet/solidity/artifact.ts";
import { compileSolidity } from "../../devnet/solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../../devnet/solidity/settings.ts";

/** A contract account of OpenZeppelin's (ERC-1271 by ERC-7739) whose signer can change. */
export async function compileSignerAccount(): Promise<Artifact> {
  const file = "SignerAccount.sol";
  const contract = `${file}:SignerAccount`;
  const artifacts = await compileSolidity({
    sources: { [file]: readFileSync(new URL(`./contracts/${file}`, import.meta.url), "utf8") },
    contracts: [contract],
    resolveImport: readImport,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: () => undefined,
  });
  return artifacts[contract]!;
}
