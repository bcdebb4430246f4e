import { type Address, parseAbi } from "viem";
import type { DevChain } from "../../chain/dev-chain.ts";

/** The interest rate model of a vToken. */
export function readModel({ client }: DevChain, vToken: Address): Promise<Address> {
  return client.readContract({
    address: vToken,
    abi: parseAbi(["function interestRateModel() view returns (address)"]),
    functionName: "interestRateModel",
  });
}
