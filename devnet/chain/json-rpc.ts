import { BallastError } from "../../src/core/ballast-error.ts";

export type JsonRpcCall = { method: string; params: readonly unknown[] };

type JsonRpcAnswer = { id: number; result?: unknown; error?: { code: number; message: string } };

const timeoutMilliseconds = 60_000;

/**
 * Sends calls as one JSON-RPC batch and returns their results in the order of the calls.
 * @throws BallastError `json-rpc` naming the first call that failed.
 */
export async function jsonRpc(parameters: {
  url: string;
  calls: readonly JsonRpcCall[];
}): Promise<unknown[]> {
  const { url, calls } = parameters;
  if (calls.length === 0) return [];
  const body = calls.map(({ method, params }, id) => ({ jsonrpc: "2.0", id, method, params }));
  const answers = await post(url, body).catch((error: unknown) => {
    const names = [...new Set(calls.map(({ method }) => method))].join(", ");
    throw new BallastError(`${url} does not answer ${names} (${calls.length} calls).`, {
      ...{ code: "json-rpc", cause: error },
    });
  });
  const results = new Map(answers.map((answer) => [answer.id, answer]));
  return calls.map(({ method, params }, id) => {
    const answer = results.get(id);
    if (answer === undefined || answer.error !== undefined) {
      const reason = answer?.error?.message ?? "no answer";
      const shown = JSON.stringify(params).slice(0, 200);
      throw new BallastError(`${method}(${shown}) failed at ${url}: ${reason}.`, {
        code: "json-rpc",
      });
    }
    return answer.result;
  });
}

async function post(url: string, body: unknown): Promise<JsonRpcAnswer[]> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  return (await response.json()) as JsonRpcAnswer[];
}
