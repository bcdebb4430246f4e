/*
 * A process for tests: a worker that kills itself, without a word, at its n-th transaction. The
 * argument is JSON of `parameters` and `death`.
 */
import { startTestWorker, type TestWorkerParameters } from "./start-test-worker.ts";

const { parameters, death } = JSON.parse(process.argv[2] ?? "") as {
  parameters: TestWorkerParameters;
  /** Dies when transaction `at` (from 0) is to be sent, or after the node has taken it. */
  death: { at: number; afterSending: boolean };
};
let sent = 0;

await startTestWorker({
  ...parameters,
  intercept: async (method, forward) => {
    if (method !== "eth_sendRawTransaction") return await forward();
    if (sent++ < death.at) return await forward();
    if (death.afterSending) await forward();
    process.kill(process.pid, "SIGKILL");
    return await new Promise(() => undefined);
  },
});
