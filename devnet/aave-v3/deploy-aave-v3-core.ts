import { type Address, zeroAddress } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { AaveV3ContractName } from "./aave-v3-artifacts.ts";
import { grantAdminRoles } from "./grant-admin-roles.ts";
import { setOnProvider } from "./set-on-provider.ts";

export type AaveV3Core = {
  poolAddressesProvider: Address;
  aclManager: Address;
  oracle: Address;
  protocolDataProvider: Address;
};

const poolLibraries = [
  "SupplyLogic",
  "BorrowLogic",
  "LiquidationLogic",
  "EModeLogic",
  "BridgeLogic",
  "PoolLogic",
  "ConfiguratorLogic",
] as const;

/** Prices of AaveOracle are in US dollars with 8 decimals. */
export const baseCurrencyUnit = 10n ** 8n;

/**
 * Queues the deployment of a market without reserves: provider, access control, libraries, pool,
 * configurator, oracle and data provider. Pool and configurator are proxies that the provider makes,
 * so their addresses can be asked for once the block is mined.
 * @param parameters.priceSources Chainlink proxy of each asset.
 */
export async function deployAaveV3Core(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<AaveV3ContractName, Artifact>;
  marketId: string;
  priceSources: readonly { asset: Address; source: Address }[];
}): Promise<AaveV3Core> {
  const { chain, deployer, artifacts, marketId, priceSources } = parameters;
  const from = deployer;
  const deploy = (
    name: AaveV3ContractName,
    args: readonly unknown[] = [],
    libraries: Readonly<Record<string, Address>> = {},
  ) =>
    chain.deploy({
      from,
      artifact: artifacts[name],
      args,
      libraries,
      label: `deploy Aave ${name}`,
    });

  const provider = await deploy("PoolAddressesProvider", [marketId, deployer]);
  const set = (functionName: Parameters<typeof setOnProvider>[0]["functionName"], value: Address) =>
    setOnProvider({ chain, deployer, provider, functionName, value });

  set("setACLAdmin", deployer);
  const aclManager = await deploy("ACLManager", [provider]);
  set("setACLManager", aclManager);
  grantAdminRoles({ chain, deployer, aclManager });

  const libraries: Record<string, Address> = {};
  for (const name of poolLibraries) libraries[name] = await deploy(name);
  libraries.FlashLoanLogic = await deploy("FlashLoanLogic", [], libraries);
  set("setPoolImpl", await deploy("Pool", [provider], libraries));
  set("setPoolConfiguratorImpl", await deploy("PoolConfigurator", [], libraries));

  const oracle = await deploy("AaveOracle", [
    provider,
    priceSources.map(({ asset }) => asset),
    priceSources.map(({ source }) => source),
    zeroAddress,
    zeroAddress,
    baseCurrencyUnit,
  ]);
  set("setPriceOracle", oracle);
  const protocolDataProvider = await deploy("AaveProtocolDataProvider", [provider]);
  set("setPoolDataProvider", protocolDataProvider);
  return { poolAddressesProvider: provider, aclManager, oracle, protocolDataProvider };
}
