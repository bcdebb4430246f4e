/** What a view answers, or `absent` where the contract reverts or is not deployed yet. Other failures stay failures. */
export async function readOrAbsent<Value>(reading: Promise<Value>): Promise<Value | "absent"> {
  try {
    return await reading;
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      if (
        cause.name === "ContractFunctionRevertedError" ||
        cause.name === "ContractFunctionZeroDataError"
      )
        return "absent";
    }
    throw error;
  }
}
