import type { ContractReader } from "../../src/core/contract-reader.ts";

/** For answers that need nothing but the index: a question to a contract fails the test. */
export const noContracts: ContractReader = { read: refuse, attempt: refuse };

async function refuse({
  address,
  functionName,
}: {
  address: string;
  functionName: string;
}): Promise<never> {
  throw new Error(`Nothing here should ask ${address} for ${functionName}.`);
}
