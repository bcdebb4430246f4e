import {
  type Abi,
  type Address,
  BaseError,
  decodeErrorResult,
  encodeFunctionData,
  type Hex,
  isHex,
} from "viem";
import type { TestChain } from "./start-test-chain.ts";

/**
 * The custom error that a contract refuses a call with, as [name, ...arguments], on top of the
 * latest block. @throws where the contract does not refuse.
 */
export function callRefusal(parameters: {
  chain: TestChain;
  from: Address;
  to: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
}): Promise<readonly unknown[]> {
  const { chain, from, to, abi, functionName, args } = parameters;
  const data = encodeFunctionData({ abi, functionName, args });
  return refusalOf({ abi, call: chain.client.call({ account: from, to, data }) });
}

/** The custom error, as [name, ...arguments], that a viem action rejects with. */
export async function refusalOf(parameters: {
  abi: Abi;
  call: Promise<unknown>;
}): Promise<readonly unknown[]> {
  let answer: unknown;
  try {
    answer = await parameters.call;
  } catch (error) {
    const refusal = decodeErrorResult({ abi: parameters.abi, data: revertData(error) });
    return [refusal.errorName, ...(refusal.args ?? [])];
  }
  throw new Error(`The call was not refused, it answered ${JSON.stringify(answer)}.`);
}

function revertData(error: unknown): Hex {
  const carrier =
    error instanceof BaseError
      ? error.walk((cause) => isHex((cause as { data?: unknown }).data))
      : null;
  if (carrier === null) throw error;
  return (carrier as unknown as { data: Hex }).data;
}
