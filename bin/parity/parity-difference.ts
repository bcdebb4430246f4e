import type { ParityComparison } from "../../src/api/parity/compare-chain.ts";
import { BallastError } from "../../src/core/ballast-error.ts";

/** The sentence that names a value which the index and a contract state differently. */
export function parityDifference(parameters: {
  chainName: string;
  blockNumber: bigint;
  difference: ParityComparison;
}): BallastError {
  const { chainName, blockNumber, difference } = parameters;
  const { chainId, protocol, marketId, account, what, indexed, contract } = difference;
  const whose = account === null ? "" : ` of account ${account}`;
  return new BallastError(
    `Chain ${chainName} (eip155:${chainId}), block ${blockNumber}, ${protocol}, market ${marketId}${whose}: ${what} is ${text(indexed)} by the index and ${text(contract)} by the contract.`,
    { code: "parity-difference" },
  );
}

function text(value: ParityComparison["indexed"]): string {
  return value === null ? "not known" : String(value);
}
