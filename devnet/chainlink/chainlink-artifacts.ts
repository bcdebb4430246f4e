import type { Abi, Hex } from "viem";
import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";

type SolCompilerArtifact = {
  contractName: string;
  compilerOutput: { abi: Abi; evm: { bytecode: { object: Hex } } };
};

export type ChainlinkContractName = "FluxAggregator" | "EACAggregatorProxy" | "LinkToken";

/** Chainlink's contracts with the bytecode that Chainlink published (solc 0.6.6 and 0.4.24). */
export async function fetchChainlinkArtifacts(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<Record<ChainlinkContractName, Artifact>> {
  const files = await fetchPackageFiles({ ...pinnedPackages.chainlinkContracts, ...parameters });
  const entries = [...files.values()].map((text) => {
    const { contractName, compilerOutput } = JSON.parse(text) as SolCompilerArtifact;
    const artifact: Artifact = {
      abi: compilerOutput.abi,
      bytecode: compilerOutput.evm.bytecode.object,
      linkReferences: {},
    };
    return [contractName, artifact];
  });
  return Object.fromEntries(entries);
}
