import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { compileSolidity } from "../solidity/compile-solidity.ts";
import { solidityCacheDirectory, testSoliditySettings } from "../solidity/settings.ts";

const source =
  "@redstone-finance/on-chain-relayer/contracts/mocks/MultiFeedAdapterWithoutRoundsMock.sol";

/**
 * RedStone's push adapter for many feeds, compiled from its published sources. It differs from the
 * production one only in its signers: RedStone's list of local test keys, of which two must agree.
 */
export async function prepareRedstoneAdapter(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<Artifact> {
  const packages = [pinnedPackages.redstoneOnChainRelayer, pinnedPackages.redstoneEvmConnector];
  const files = new Map<string, string>();
  for (const pinned of packages) {
    for (const [path, text] of await fetchPackageFiles({ ...pinned, ...parameters })) {
      files.set(`${pinned.name}/${path}`, text);
    }
  }
  const contract = `${source}:MultiFeedAdapterWithoutRoundsMock`;
  const artifacts = await compileSolidity({
    sources: { [source]: files.get(source)! },
    contracts: [contract],
    resolveImport: (path) => files.get(path),
    settings: testSoliditySettings,
    cacheDirectory: solidityCacheDirectory,
    log: parameters.log,
  });
  return artifacts[contract]!;
}
