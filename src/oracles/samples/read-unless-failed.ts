/** viem's names for a contract that is not there, reverts, or answers in another shape. */
const CONTRACT_FAILURES: readonly string[] = [
  "ContractFunctionZeroDataError",
  "ContractFunctionRevertedError",
  "AbiDecodingDataSizeTooSmallError",
];

/** What a contract answers; null where it is the contract that fails, not the node. */
export async function readUnlessFailed<Value>(reading: Promise<Value>): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      if (CONTRACT_FAILURES.includes(cause.name)) return null;
    }
    throw error;
  }
}
