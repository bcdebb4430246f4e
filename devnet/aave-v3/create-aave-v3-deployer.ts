import type { Address } from "viem";
import type { AaveV36ContractName } from "../aave-v3-6/aave-v3-6-artifacts.ts";
import { deployAaveV36Core } from "../aave-v3-6/deploy-aave-v3-6-core.ts";
import { listReservesV36 } from "../aave-v3-6/list-reserves-v3-6.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { TokenAddresses } from "../tokens/deploy-tokens.ts";
import type { AaveV3ContractName } from "./aave-v3-artifacts.ts";
import { type AaveV3Core, deployAaveV3Core } from "./deploy-aave-v3-core.ts";
import { listReserves } from "./list-reserves.ts";

export type AaveV3Version = "3.0.2" | "3.6.0";

/** How a market of one version is made, in two blocks: its proxies exist after the first. */
export type AaveV3Deployer = {
  /** Queues a market without reserves. @param parameters.priceSources Chainlink proxy of each asset. */
  deployCore(parameters: {
    chain: DevChain;
    deployer: Address;
    marketId: string;
    priceSources: readonly { asset: Address; source: Address }[];
  }): Promise<AaveV3Core>;
  /** Queues everything that makes each token a reserve: implementations, rates, risk, e-mode. */
  listReserves(parameters: {
    chain: DevChain;
    deployer: Address;
    poolAddressesProvider: Address;
    pool: Address;
    poolConfigurator: Address;
    treasury: Address;
    tokens: TokenAddresses;
  }): Promise<void>;
};

export function createAaveV3Deployer(
  version: AaveV3Version,
  contracts: {
    aaveV3: Record<AaveV3ContractName, Artifact>;
    aaveV36: Record<AaveV36ContractName, Artifact> | null;
  },
): AaveV3Deployer {
  switch (version) {
    case "3.0.2": {
      const artifacts = contracts.aaveV3;
      return {
        deployCore: (parameters) => deployAaveV3Core({ ...parameters, artifacts }),
        listReserves: (parameters) => listReserves({ ...parameters, artifacts }),
      };
    }
    case "3.6.0": {
      const artifacts = contracts.aaveV36;
      if (artifacts === null) throw new RangeError("Aave v3.6's contracts are not prepared.");
      return {
        deployCore: (parameters) => deployAaveV36Core({ ...parameters, artifacts }),
        listReserves: (parameters) => listReservesV36({ ...parameters, artifacts }),
      };
    }
  }
}
