import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { FailureLog } from "./failure-log.ts";
import { type Leadership, tryToLead } from "./leadership.ts";

/** Work that the leader repeats until it stops or loses its lock. */
export type LeaderLoop = {
  task: string;
  pauseMilliseconds: number;
  run(mayGoOn: () => boolean): Promise<unknown>;
};

const CANDIDACY_MILLISECONDS = 2_000;

/**
 * Repeats the loops beside each other, in one process of all that name the same lock; the others wait
 * for it. A failure of a loop is logged and the loop goes on.
 * @returns a function that ends the work after the steps in progress and gives the lock back.
 */
export function runAsLeader(parameters: {
  connectionString: string;
  /** Of the lock. */
  stream: string;
  loops: readonly LeaderLoop[];
  failures: FailureLog;
  logger: Logger;
  /** What the log says of the leader. */
  fields: Record<string, unknown>;
}): { stop: () => Promise<void> } {
  const { connectionString, stream, loops, failures, logger, fields } = parameters;
  const stopping = new AbortController();
  const pause = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);

  const lead = async (leadership: Leadership) => {
    logger.info(fields, "this worker leads");
    const mayGoOn = () => !stopping.signal.aborted && !leadership.isLost();
    await Promise.all(
      loops.map(async ({ task, pauseMilliseconds, run }) => {
        while (mayGoOn() && (await leadership.confirm())) {
          await failures.guard({ task }, () => run(mayGoOn));
          await pause(pauseMilliseconds);
        }
      }),
    );
    if (!stopping.signal.aborted) logger.warn(fields, "this worker lost its lock");
    await leadership.release();
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      await failures.guard({ task: "lead" }, async () => {
        const leadership = await tryToLead({ connectionString, stream });
        if (leadership === null) failures.note({ task: "lead" }, "another worker leads");
        else await lead(leadership);
      });
      if (!stopping.signal.aborted) await pause(CANDIDACY_MILLISECONDS);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
