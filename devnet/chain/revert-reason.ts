import { decodeErrorResult, type Hex, parseAbi } from "viem";
import { jsonRpc } from "./json-rpc.ts";

const standardErrors = parseAbi(["error Error(string reason)", "error Panic(uint256 code)"]);

/** Why a mined transaction failed, in words where the contract gave some, else the raw bytes. */
export async function revertReason(parameters: { url: string; hash: Hex }): Promise<string> {
  const { url, hash } = parameters;
  const [trace] = (await jsonRpc({
    url,
    calls: [{ method: "debug_traceTransaction", params: [hash, { tracer: "callTracer" }] }],
  })) as [{ output?: Hex; error?: string }];
  const { output } = trace;
  if (output === undefined || output === "0x") return trace.error ?? "no reason given";
  try {
    const { args } = decodeErrorResult({ abi: standardErrors, data: output });
    return String(args[0]);
  } catch {
    return output;
  }
}
