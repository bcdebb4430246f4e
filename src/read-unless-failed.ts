/** viem's names for a contract that is not there, reverts, or answers in another shape. */
const CONTRACT_FAILURES = [
  "ContractFunctionZeroDataError",
  "ContractFunctionRevertedError",
  "AbiDecodingDataSizeTooSmallError",
] as const;

/**
 * What a contract answers to a handler; null where it is the contract that fails, not the node.
 * @param failures Those that are an answer, where not all of them are: any other one is thrown.
 */
export async function readUnlessFailed<Value>(
  reading: Promise<Value>,
  failures: readonly (typeof CONTRACT_FAILURES)[number][] = CONTRACT_FAILURES,
): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    const names: readonly string[] = failures;
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      if (names.includes(cause.name)) return null;
    }
    throw error;
  }
}
