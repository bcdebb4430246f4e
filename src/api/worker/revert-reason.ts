import { type Abi, BaseError, decodeErrorResult, type Hex, isHex } from "viem";

/** Why a contract refused a call. */
export type RevertReason = {
  /** Name of the contract's error, or `Error` for a plain message. */
  name: string;
  /** The error with its arguments, for people. */
  text: string;
};

/**
 * The contract's own reason in an error of viem; null where the call did not revert, such as for a
 * node that does not answer.
 */
export function revertReason(error: unknown, abi: Abi): RevertReason | null {
  if (!(error instanceof BaseError)) return null;
  const data = revertData(error);
  if (data !== null && data !== "0x") {
    try {
      const { errorName, args } = decodeErrorResult({ abi, data });
      return { name: errorName, text: `${errorName}(${(args ?? []).map(String).join(", ")})` };
    } catch {
      return { name: "unknown", text: `an error that its ABI does not name: ${data}` };
    }
  }
  const reverted = error.walk((one) => (one as Error).name === "ExecutionRevertedError");
  return reverted === null ? null : { name: "unknown", text: "no reason given" };
}

function revertData(error: BaseError): Hex | null {
  const holder = error.walk((one) => {
    const data = (one as { data?: unknown }).data;
    return isHex(data) || isHex((data as { data?: unknown } | undefined)?.data);
  });
  if (holder === null) return null;
  const { data } = holder as unknown as { data: Hex | { data: Hex } };
  return typeof data === "string" ? data : data.data;
}
