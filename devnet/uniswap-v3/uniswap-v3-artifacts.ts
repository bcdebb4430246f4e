import { readFileSync } from "node:fs";
import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { compileSolidity } from "../solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../solidity/settings.ts";

export type UniswapV3Artifacts = { factory: Artifact; router: Artifact };

/** Uniswap v3's factory with the bytecode Uniswap published (solc 0.7.6), and our own router. */
export async function prepareUniswapV3Artifacts(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<UniswapV3Artifacts> {
  const files = await fetchPackageFiles({ ...pinnedPackages.uniswapV3Core, ...parameters });
  const [factoryText] = files.values();
  const source = "devnet/uniswap-v3/OpenPoolRouter.sol";
  const contract = `${source}:OpenPoolRouter`;
  const compiled = await compileSolidity({
    sources: {
      [source]: readFileSync(new URL("./OpenPoolRouter.sol", import.meta.url), "utf8"),
    },
    contracts: [contract],
    resolveImport: () => undefined,
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: parameters.log,
  });
  return { factory: JSON.parse(factoryText!) as Artifact, router: compiled[contract]! };
}
