import { readFileSync } from "node:fs";
import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { compileSolidity } from "../solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../solidity/settings.ts";

const publishedContracts = [
  "Comptroller",
  "VToken",
  "JumpRateModelV2",
  "TwoKinksInterestRateModel",
  "BeaconProxy",
  "UpgradeableBeacon",
  "AccessControlManager",
] as const;
const ownContracts = ["LocalVenusOracle", "LocalVenusIncome"] as const;

export type VenusArtifacts = Record<
  (typeof publishedContracts)[number] | (typeof ownContracts)[number],
  Artifact
>;

/** Venus' isolated pools as Venus compiled them, and stand-ins for the two contracts around them. */
export async function prepareVenus(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<VenusArtifacts> {
  const files = await fetchPackageFiles({ ...pinnedPackages.venusIsolatedPools, ...parameters });
  const published = publishedContracts.map((name) => {
    const [, text] = [...files].find(([path]) => path.endsWith(`/${name}.json`))!;
    const { abi, bytecode, linkReferences } = JSON.parse(text) as Artifact;
    return [name, { abi, bytecode, linkReferences }] as const;
  });
  const own = await Promise.all(ownContracts.map((name) => compileOwn(name, parameters.log)));
  return Object.fromEntries([...published, ...own]) as VenusArtifacts;
}

async function compileOwn(
  name: (typeof ownContracts)[number],
  log: (line: string) => void,
): Promise<readonly [string, Artifact]> {
  const source = `devnet/venus/${name}.sol`;
  const contract = `${source}:${name}`;
  const artifacts = await compileSolidity({
    sources: { [source]: readFileSync(new URL(`./${name}.sol`, import.meta.url), "utf8") },
    contracts: [contract],
    resolveImport: () => undefined,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log,
  });
  return [name, artifacts[contract]!];
}
