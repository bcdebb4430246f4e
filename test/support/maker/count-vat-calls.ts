import { type Hex, numberToHex, toFunctionSelector } from "viem";
import { makerVatAbi } from "../../../abis/maker.ts";
import { jsonRpc } from "../../../devnet/chain/json-rpc.ts";

type Frame = { type: string; to: string; input: Hex; error?: string; calls?: Frame[] };

/** Every function of the Vat whose call Ballast follows, by its selector. */
const vatFunctions = new Map(
  makerVatAbi.map((item) => [toFunctionSelector(item) as string, item.name]),
);

/** A frame and all below it, undone where one above has failed. */
function framesOf(
  frame: Frame,
  kind: "effective" | "undone",
): { frame: Frame; kind: "effective" | "undone" }[] {
  const below = frame.error === undefined ? kind : "undone";
  return [{ frame, kind }, ...(frame.calls ?? []).flatMap((child) => framesOf(child, below))];
}

/** How often each function of the Vat was called with effect, and how often only to be undone. */
export async function countVatCalls(parameters: {
  url: string;
  vat: string;
  head: number;
}): Promise<{ effective: Record<string, number>; undone: Record<string, number> }> {
  const { url, vat, head } = parameters;
  const counts: Record<"effective" | "undone", Record<string, number>> = {
    effective: {},
    undone: {},
  };
  const blocks = await jsonRpc({
    url,
    calls: Array.from({ length: head }, (_, index) => ({
      method: "debug_traceBlockByNumber",
      params: [numberToHex(index + 1), { tracer: "callTracer" }],
    })),
  });
  for (const { result } of (blocks as { result: Frame }[][]).flat()) {
    for (const { frame, kind } of framesOf(result, "effective")) {
      const isCall = frame.to === vat && frame.type === "CALL" && frame.error === undefined;
      const name = vatFunctions.get(frame.input.slice(0, 10));
      if (isCall && name !== undefined) counts[kind][name] = (counts[kind][name] ?? 0) + 1;
    }
  }
  return counts;
}
