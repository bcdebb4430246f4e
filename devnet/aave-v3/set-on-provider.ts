import { type Address, encodeFunctionData } from "viem";
import type { DevChain } from "../chain/dev-chain.ts";
import { poolAddressesProviderAbi } from "./aave-v3-admin-abi.ts";

/** Queues one of the provider's setters. Those of implementations make or upgrade a proxy. */
export function setOnProvider(parameters: {
  chain: DevChain;
  deployer: Address;
  provider: Address;
  functionName:
    | "setACLAdmin"
    | "setACLManager"
    | "setPoolImpl"
    | "setPoolConfiguratorImpl"
    | "setPriceOracle"
    | "setPoolDataProvider";
  value: Address;
}): void {
  const { chain, deployer, provider, functionName, value } = parameters;
  chain.send({
    from: deployer,
    to: provider,
    data: encodeFunctionData({ abi: poolAddressesProviderAbi, functionName, args: [value] }),
    label: `Aave ${functionName}`,
  });
}
