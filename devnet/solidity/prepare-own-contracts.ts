import { readFileSync } from "node:fs";
import { readImport } from "../../contracts/compile-ballast-contracts.ts";
import type { Artifact } from "./artifact.ts";
import { compileSolidity } from "./compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "./settings.ts";

/**
 * Contracts of ours in a folder of the devnet, such as `devnet/bridge`, by name: stand-ins for what no
 * package has, and OpenZeppelin's own ones made concrete.
 */
export async function prepareOwnContracts<Name extends string>(parameters: {
  folder: string;
  names: readonly Name[];
  log: (line: string) => void;
}): Promise<Record<Name, Artifact>> {
  const { folder, names, log } = parameters;
  const sourceOf = (name: Name) => `${folder}/${name}.sol`;
  const artifacts = await compileSolidity({
    sources: Object.fromEntries(
      names.map((name) => [
        sourceOf(name),
        readFileSync(new URL(`../../${sourceOf(name)}`, import.meta.url), "utf8"),
      ]),
    ),
    contracts: names.map((name) => `${sourceOf(name)}:${name}`),
    resolveImport: readImport,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log,
  });
  return Object.fromEntries(
    names.map((name) => [name, artifacts[`${sourceOf(name)}:${name}`]]),
  ) as Record<Name, Artifact>;
}
