import {
  type BallastContractName,
  compileBallastContracts,
} from "../contracts/compile-ballast-contracts.ts";
import { type AaveV3ContractName, fetchAaveV3Artifacts } from "./aave-v3/aave-v3-artifacts.ts";
import type { AaveV3Version } from "./aave-v3/create-aave-v3-deployer.ts";
import { type AaveV36ContractName, prepareAaveV36 } from "./aave-v3-6/aave-v3-6-artifacts.ts";
import {
  type ChainlinkContractName,
  fetchChainlinkArtifacts,
} from "./chainlink/chainlink-artifacts.ts";
import { prepareMockPyth } from "./pyth/prepare-mock-pyth.ts";
import { prepareRedstoneAdapter } from "./redstone/prepare-redstone-adapter.ts";
import type { Artifact } from "./solidity/artifact.ts";
import {
  prepareUniswapV3Artifacts,
  type UniswapV3Artifacts,
} from "./uniswap-v3/uniswap-v3-artifacts.ts";
import {
  fetchWormholeCoreBytecode,
  type WormholeCoreBytecode,
} from "./wormhole/wormhole-core-bytecode.ts";

/** Everything that is deployed on the local chains, ready to be sent. */
export type DevnetContracts = {
  aaveV3: Record<AaveV3ContractName, Artifact>;
  /** Null where no chain has that version. */
  aaveV36: Record<AaveV36ContractName, Artifact> | null;
  chainlink: Record<ChainlinkContractName, Artifact>;
  mockPyth: Artifact;
  redstoneAdapter: Artifact;
  uniswapV3: UniswapV3Artifacts;
  wormhole: WormholeCoreBytecode;
  ballast: Record<BallastContractName, Artifact>;
};

/**
 * Fetches and compiles the contracts of the local chains. The first run takes a download of about
 * 21 MB and half a minute of compiling; later runs read the caches.
 */
export async function prepareContracts(parameters: {
  aaveV3Versions: ReadonlySet<AaveV3Version>;
  log: (line: string) => void;
}): Promise<DevnetContracts> {
  const [aaveV3, aaveV36, chainlink, uniswapV3, mockPyth, redstoneAdapter, wormhole] =
    await Promise.all([
      fetchAaveV3Artifacts(parameters),
      parameters.aaveV3Versions.has("3.6.0") ? prepareAaveV36(parameters) : null,
      fetchChainlinkArtifacts(parameters),
      prepareUniswapV3Artifacts(parameters),
      prepareMockPyth(parameters),
      prepareRedstoneAdapter(parameters),
      fetchWormholeCoreBytecode(parameters),
    ]);
  const ballast = await compileBallastContracts(parameters);
  return { aaveV3, aaveV36, chainlink, mockPyth, redstoneAdapter, uniswapV3, wormhole, ballast };
}
