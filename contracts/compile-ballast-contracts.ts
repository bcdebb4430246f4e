import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Artifact } from "../devnet/solidity/artifact.ts";
import { compileSolidity } from "../devnet/solidity/compile-solidity.ts";
import { solidityCacheDirectory } from "../devnet/solidity/settings.ts";

const contractNames = ["CollateralVault", "AttestationEmitter", "AttestationReceiver"] as const;
export type BallastContractName = (typeof contractNames)[number];

const require = createRequire(import.meta.url);

/**
 * Ballast's own contracts, compiled for the Shanghai EVM against the installed OpenZeppelin and
 * Wormhole packages. The first call takes seconds, later ones read the cache.
 */
export async function compileBallastContracts(parameters: {
  log: (message: string) => void;
}): Promise<Record<BallastContractName, Artifact>> {
  const qualified = (name: BallastContractName) => `contracts/${name}.sol:${name}`;
  const artifacts = await compileSolidity({
    sources: Object.fromEntries(
      contractNames.map((name) => [`contracts/${name}.sol`, readOwnFile(`contracts/${name}.sol`)]),
    ),
    contracts: contractNames.map(qualified),
    resolveImport: readImport,
    settings: { evmVersion: "shanghai", optimizer: { enabled: true, runs: 1000 } },
    cacheDirectory: solidityCacheDirectory,
    log: parameters.log,
  });
  return Object.fromEntries(
    contractNames.map((name) => [name, artifacts[qualified(name)]]),
  ) as Record<BallastContractName, Artifact>;
}

/** Text of an imported file: one of ours below `contracts/`, else a file of an npm package. */
export function readImport(path: string): string | undefined {
  try {
    return path.startsWith("contracts/")
      ? readOwnFile(path)
      : readFileSync(require.resolve(path), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

function readOwnFile(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
}
