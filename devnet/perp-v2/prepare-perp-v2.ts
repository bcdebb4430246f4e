import {
  type ChainlinkContractName,
  fetchChainlinkArtifacts,
} from "../chainlink/chainlink-artifacts.ts";
import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import { pinnedPackages } from "../packages/pinned-packages.ts";
import type { Artifact } from "../solidity/artifact.ts";

const contractNames = [
  "AccountBalance",
  "BaseToken",
  "ChainlinkPriceFeedV3",
  "ClearingHouse",
  "ClearingHouseConfig",
  "CollateralManager",
  "DelegateApproval",
  "Exchange",
  "InsuranceFund",
  "MarketRegistry",
  "OrderBook",
  "PriceFeedDispatcher",
  "QuoteToken",
  "UniswapV3Factory",
  "Vault",
] as const;

export type PerpV2ContractName = (typeof contractNames)[number];

export type PerpV2Artifacts = {
  perp: Record<PerpV2ContractName, Artifact>;
  /** The index prices come from feeds of its own. */
  chainlink: Record<ChainlinkContractName, Artifact>;
};

/** Perp v2 (Curie) with the bytecode that Perpetual Protocol published (solc 0.7.6), and what it runs on. */
export async function preparePerpV2(parameters: {
  cacheDirectory?: string | undefined;
  log: (line: string) => void;
}): Promise<PerpV2Artifacts> {
  const files = await Promise.all([
    fetchPackageFiles({ ...pinnedPackages.perpCurie, ...parameters }),
    fetchPackageFiles({ ...pinnedPackages.perpOracle, ...parameters }),
    fetchPackageFiles({ ...pinnedPackages.uniswapV3Core, ...parameters }),
  ]);
  const byName = new Map(
    files.flatMap((texts) =>
      [...texts].map(
        ([path, text]) => [path.split("/").at(-1)!.replace(".json", ""), text] as const,
      ),
    ),
  );
  const artifacts = contractNames.map((name) => [name, JSON.parse(byName.get(name)!) as Artifact]);
  return {
    perp: Object.fromEntries(artifacts) as PerpV2Artifacts["perp"],
    chainlink: await fetchChainlinkArtifacts(parameters),
  };
}
