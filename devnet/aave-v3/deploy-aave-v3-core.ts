import { type Address, encodeFunctionData, zeroAddress } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import { aclManagerAbi, poolAddressesProviderAbi } from "./aave-v3-admin-abi.ts";
import type { AaveV3ContractName } from "./aave-v3-artifacts.ts";

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
const baseCurrencyUnit = 10n ** 8n;

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
  const setOnProvider = (
    functionName:
      | "setACLAdmin"
      | "setACLManager"
      | "setPoolImpl"
      | "setPoolConfiguratorImpl"
      | "setPriceOracle"
      | "setPoolDataProvider",
    value: Address,
  ) =>
    chain.send({
      from,
      to: provider,
      data: encodeFunctionData({ abi: poolAddressesProviderAbi, functionName, args: [value] }),
      label: `Aave ${functionName}`,
    });

  setOnProvider("setACLAdmin", deployer);
  const aclManager = await deploy("ACLManager", [provider]);
  setOnProvider("setACLManager", aclManager);
  for (const functionName of [
    "addPoolAdmin",
    "addEmergencyAdmin",
    "addRiskAdmin",
    "addAssetListingAdmin",
  ] as const) {
    chain.send({
      from,
      to: aclManager,
      data: encodeFunctionData({ abi: aclManagerAbi, functionName, args: [deployer] }),
      label: `Aave ${functionName}`,
    });
  }

  const libraries: Record<string, Address> = {};
  for (const name of poolLibraries) libraries[name] = await deploy(name);
  libraries.FlashLoanLogic = await deploy("FlashLoanLogic", [], libraries);
  setOnProvider("setPoolImpl", await deploy("Pool", [provider], libraries));
  setOnProvider("setPoolConfiguratorImpl", await deploy("PoolConfigurator", [], libraries));

  const oracle = await deploy("AaveOracle", [
    provider,
    priceSources.map(({ asset }) => asset),
    priceSources.map(({ source }) => source),
    zeroAddress,
    zeroAddress,
    baseCurrencyUnit,
  ]);
  setOnProvider("setPriceOracle", oracle);
  const protocolDataProvider = await deploy("AaveProtocolDataProvider", [provider]);
  setOnProvider("setPoolDataProvider", protocolDataProvider);
  return { poolAddressesProvider: provider, aclManager, oracle, protocolDataProvider };
}
