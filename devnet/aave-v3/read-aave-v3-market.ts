import { type Address, zeroAddress } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import { poolAddressesProviderAbi, protocolDataProviderAbi } from "./aave-v3-admin-abi.ts";

const lowerCase = (address: Address) => address.toLowerCase() as Address;

/** The proxies that the provider made for pool and configurator. */
export async function readAaveV3Proxies(parameters: {
  chain: DevChain;
  poolAddressesProvider: Address;
}): Promise<{ pool: Address; poolConfigurator: Address }> {
  const contract = { address: parameters.poolAddressesProvider, abi: poolAddressesProviderAbi };
  const { client } = parameters.chain;
  const [pool, poolConfigurator] = await Promise.all([
    client.readContract({ ...contract, functionName: "getPool" }),
    client.readContract({ ...contract, functionName: "getPoolConfigurator" }),
  ]);
  return { pool: lowerCase(pool), poolConfigurator: lowerCase(poolConfigurator) };
}

/** The tokens of a reserve; there is no stable debt token since 3.2. */
export async function readReserveTokens(parameters: {
  chain: DevChain;
  protocolDataProvider: Address;
  asset: Address;
}): Promise<{ aToken: Address; stableDebtToken: Address | null; variableDebtToken: Address }> {
  const [aToken, stableDebtToken, variableDebtToken] = await parameters.chain.client.readContract({
    address: parameters.protocolDataProvider,
    abi: protocolDataProviderAbi,
    functionName: "getReserveTokensAddresses",
    args: [parameters.asset],
  });
  return {
    aToken: lowerCase(aToken),
    stableDebtToken: stableDebtToken === zeroAddress ? null : lowerCase(stableDebtToken),
    variableDebtToken: lowerCase(variableDebtToken),
  };
}
