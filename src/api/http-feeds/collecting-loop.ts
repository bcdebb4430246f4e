import type { Logger } from "pino";
import type { WithSnapshot } from "../store/create-database.ts";
import type { HttpObservationStore } from "../store/offchain-http-observations.ts";
import { readIndexReady } from "../store/read-block-vector.ts";
import type { FailureLog } from "../worker/failure-log.ts";
import type { LeaderLoop } from "../worker/run-as-leader.ts";
import { createRejectionLog } from "./create-rejection-log.ts";
import type { HttpService } from "./http-service.ts";

const ROUNDS_PER_PRUNING = 1_000;

/**
 * Collecting from one service as a loop of the worker: asks, reads, stores what is new. What fails is
 * logged, and the next round tries again; a value that is refused leaves the others alone.
 */
export function collectingLoop(parameters: {
  service: HttpService;
  store: HttpObservationStore;
  withSnapshot: WithSnapshot;
  intervalSeconds: number;
  failures: FailureLog;
  logger: Logger;
}): LeaderLoop {
  const { service, store, withSnapshot, intervalSeconds, failures, logger } = parameters;
  const task = `collect-${service.kind}`;
  const rejections = createRejectionLog(logger, service.kind);
  let rounds = 0;
  return {
    task,
    pauseMilliseconds: intervalSeconds * 1_000,
    async run() {
      if (rounds++ % ROUNDS_PER_PRUNING === 0) await store.pruneResponses(new Date());
      // Until then the newest indexed block is older than those that others have answered for.
      if (!(await withSnapshot(readIndexReady))) {
        failures.note({ task }, "the index has not caught up with its chains yet");
        return;
      }
      const { answer, value } = await service.collect();
      const { stored, rejected } = await store.record({
        service: service.kind,
        answer,
        values: value.values,
      });
      rejections.note({ values: value.values, rejected: [...value.rejected, ...rejected] });
      logger.debug({ service: service.kind, stored: stored.length }, "http feeds collected");
    },
  };
}
