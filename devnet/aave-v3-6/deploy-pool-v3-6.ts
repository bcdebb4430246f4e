import type { Address } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import type { Artifact } from "../solidity/artifact.ts";
import type { AaveV36ContractName } from "./aave-v3-6-artifacts.ts";

/** Libraries that the pool calls, but for FlashLoanLogic, which calls one of them itself. */
const poolLibraries = ["BorrowLogic", "LiquidationLogic", "PoolLogic", "SupplyLogic"] as const;

/** Queues the implementations of pool and configurator, with their libraries and the rate strategy. */
export async function deployPoolV36(parameters: {
  chain: DevChain;
  deployer: Address;
  artifacts: Record<AaveV36ContractName, Artifact>;
  poolAddressesProvider: Address;
}): Promise<{ pool: Address; poolConfigurator: Address }> {
  const { chain, deployer, artifacts, poolAddressesProvider: provider } = parameters;
  const deploy = (
    name: AaveV36ContractName,
    args: readonly unknown[] = [],
    libraries: Readonly<Record<string, Address>> = {},
  ) =>
    chain.deploy({
      from: deployer,
      artifact: artifacts[name],
      args,
      libraries,
      label: `deploy Aave v3.6 ${name}`,
    });

  const libraries: Record<string, Address> = {};
  for (const name of poolLibraries) libraries[name] = await deploy(name);
  libraries.FlashLoanLogic = await deploy("FlashLoanLogic", [], libraries);
  libraries.ConfiguratorLogic = await deploy("ConfiguratorLogic");
  const strategy = await deploy("DefaultReserveInterestRateStrategyV2", [provider]);
  return {
    pool: await deploy("PoolInstance", [provider, strategy], libraries),
    poolConfigurator: await deploy("PoolConfiguratorInstance", [], libraries),
  };
}
