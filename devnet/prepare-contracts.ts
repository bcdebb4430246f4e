import {
  type BallastContractName,
  compileBallastContracts,
} from "../contracts/compile-ballast-contracts.ts";
import { type AaveV3ContractName, fetchAaveV3Artifacts } from "./aave-v3/aave-v3-artifacts.ts";
import {
  type ChainlinkContractName,
  fetchChainlinkArtifacts,
} from "./chainlink/chainlink-artifacts.ts";
import { prepareMockPyth } from "./pyth/prepare-mock-pyth.ts";
import type { Artifact } from "./solidity/artifact.ts";
import {
  fetchWormholeCoreBytecode,
  type WormholeCoreBytecode,
} from "./wormhole/wormhole-core-bytecode.ts";

/** What every local chain needs, ready to be sent. */
export type BaseContracts = {
  /** Tokens come from here on every chain, markets on some. */
  aaveV3: Record<AaveV3ContractName, Artifact>;
  chainlink: Record<ChainlinkContractName, Artifact>;
  mockPyth: Artifact;
  wormhole: WormholeCoreBytecode;
  ballast: Record<BallastContractName, Artifact>;
};

/** Fetches and compiles what every local chain needs; later runs read the caches. */
export async function prepareContracts(parameters: {
  log: (line: string) => void;
}): Promise<BaseContracts> {
  const [aaveV3, chainlink, mockPyth, wormhole] = await Promise.all([
    fetchAaveV3Artifacts(parameters),
    fetchChainlinkArtifacts(parameters),
    prepareMockPyth(parameters),
    fetchWormholeCoreBytecode(parameters),
  ]);
  const ballast = await compileBallastContracts(parameters);
  return { aaveV3, chainlink, mockPyth, wormhole, ballast };
}
