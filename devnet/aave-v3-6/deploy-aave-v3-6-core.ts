import { type Address, zeroAddress } from "viem";
import { type AaveV3Core, baseCurrencyUnit } from "../aave-v3/deploy-aave-v3-core.ts";
import { grantAdminRoles } from "../aave-v3/grant-admin-roles.ts";
import { setOnProvider } from "../aave-v3/set-on-provider.ts";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { AaveV36ContractName } from "./aave-v3-6-artifacts.ts";
import { deployPoolV36 } from "./deploy-pool-v3-6.ts";

/**
 * Queues the deployment of a market of Aave v3.6 without reserves: provider, access control,
 * libraries, pool, configurator, oracle and data provider.
 */
export async function deployAaveV36Core(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<AaveV36ContractName, Artifact>;
  marketId: string;
  priceSources: readonly { asset: Address; source: Address }[];
}): Promise<AaveV3Core> {
  const { chain, deployer, artifacts, marketId, priceSources } = parameters;
  const deploy = (name: AaveV36ContractName, args: readonly unknown[]) =>
    chain.deploy({
      from: deployer,
      artifact: artifacts[name],
      args,
      label: `deploy Aave v3.6 ${name}`,
    });
  const provider = await deploy("PoolAddressesProvider", [marketId, deployer]);
  const set = (functionName: Parameters<typeof setOnProvider>[0]["functionName"], value: Address) =>
    setOnProvider({ chain, deployer, provider, functionName, value });

  set("setACLAdmin", deployer);
  const aclManager = await deploy("ACLManager", [provider]);
  set("setACLManager", aclManager);
  grantAdminRoles({ chain, deployer, aclManager });
  const implementations = await deployPoolV36({ ...parameters, poolAddressesProvider: provider });
  set("setPoolImpl", implementations.pool);
  set("setPoolConfiguratorImpl", implementations.poolConfigurator);
  const oracle = await deploy("AaveOracle", [
    provider,
    priceSources.map(({ asset }) => asset),
    priceSources.map(({ source }) => source),
    zeroAddress,
    zeroAddress,
    baseCurrencyUnit,
  ]);
  set("setPriceOracle", oracle);
  // Its constructor asks the provider for the pool, which is there by then.
  const protocolDataProvider = await deploy("AaveProtocolDataProvider", [provider]);
  set("setPoolDataProvider", protocolDataProvider);
  return { poolAddressesProvider: provider, aclManager, oracle, protocolDataProvider };
}
