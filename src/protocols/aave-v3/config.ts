import { factory } from "ponder";
import { getAbiItem } from "viem";
import { aaveV3OracleAbi } from "../../../abis/aave-v3-oracle.ts";
import { aaveV3PoolAbi } from "../../../abis/aave-v3-pool.ts";
import { aaveV3PoolConfiguratorAbi } from "../../../abis/aave-v3-pool-configurator.ts";
import { aaveV3ATokenAbi, aaveV3ScaledTokenAbi } from "../../../abis/aave-v3-token.ts";
import type { Network, NetworkChain } from "../../../config/network.ts";
import { sourcesPerChain } from "../../chain-sources.ts";

const reserveInitialized = getAbiItem({
  abi: aaveV3PoolConfiguratorAbi,
  name: "ReserveInitialized",
});

/** Aave v3 markets: pools, configurators and oracles by address, their tokens as the configurator names them. */
export const aaveV3Contracts = (network: Network) => ({
  AaveV3Pool: {
    abi: aaveV3PoolAbi,
    chain: sourcesPerChain(network, markets("pool")),
  },
  AaveV3PoolConfigurator: {
    abi: aaveV3PoolConfiguratorAbi,
    chain: sourcesPerChain(network, markets("poolConfigurator")),
  },
  AaveV3Oracle: {
    abi: aaveV3OracleAbi,
    chain: sourcesPerChain(network, markets("oracle")),
  },
  AaveV3AToken: {
    abi: aaveV3ATokenAbi,
    chain: tokensPerChain(network, "aToken"),
  },
  AaveV3VariableDebtToken: {
    abi: aaveV3ScaledTokenAbi,
    chain: tokensPerChain(network, "variableDebtToken"),
  },
});

function markets(role: "pool" | "poolConfigurator" | "oracle") {
  return (chain: NetworkChain) =>
    chain.aaveV3.map((market) => ({ address: market[role], startBlock: market.startBlock }));
}

function tokensPerChain(network: Network, parameter: "aToken" | "variableDebtToken") {
  const configurators = sourcesPerChain(network, markets("poolConfigurator"));
  return Object.fromEntries(
    Object.entries(configurators).map(([chainName, { address, startBlock }]) => [
      chainName,
      { address: factory({ address, event: reserveInitialized, parameter }), startBlock },
    ]),
  );
}
