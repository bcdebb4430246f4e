import fc from "fast-check";
import type { Json } from "../api/make-api.ts";
import { createFuzzJudge } from "./create-fuzz-judge.ts";
import { type FuzzRequest, fuzzRequest } from "./fuzz-request.ts";

export type FuzzRun = {
  /** How many answers had each status. */
  statuses: Record<string, number>;
  /** Routes that were answered with 2xx. */
  answered: Set<string>;
  findings: string[];
};

const PATIENCE_MILLISECONDS = 60_000;

/** Sends requests made from the document and judges every answer. The same seed, the same requests. */
export async function runFuzz(parameters: {
  document: Json;
  known: Readonly<Record<string, readonly string[]>>;
  send: (request: FuzzRequest) => Promise<Response>;
  requests: number;
  seed: number;
  concurrency: number;
}): Promise<FuzzRun> {
  const { document, known, send, requests, seed, concurrency } = parameters;
  const judge = createFuzzJudge(document);
  const pending = fc.sample(fuzzRequest(document, known), { numRuns: requests, seed }).entries();
  const run: FuzzRun = { statuses: {}, answered: new Set(), findings: [] };
  const work = async () => {
    for (const [index, request] of pending) {
      const found = await withinPatience(index, async () => {
        const response = await send(request);
        run.statuses[response.status] = (run.statuses[response.status] ?? 0) + 1;
        if (response.ok && request.route !== null) run.answered.add(request.route);
        return judge(request, response);
      });
      if (found === null) continue;
      const { method, url, headers, body } = request;
      const sent = JSON.stringify({ headers, body: body?.slice(0, 500) });
      run.findings.push(`${method} ${url.slice(0, 400)} ${sent}\n  → ${found}`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return run;
}

async function withinPatience(
  index: number,
  work: () => Promise<string | null>,
): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`request ${index} had no answer`), PATIENCE_MILLISECONDS);
  });
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    const { cause } = error as Error;
    return `the answer cannot be read: ${error}${cause === undefined ? "" : ` (${cause})`}`;
  } finally {
    clearTimeout(timer);
  }
}
