import type { Logger } from "pino";
import { BallastError } from "../../core/ballast-error.ts";

type Task = { task: string; epoch?: bigint; chain?: number };

/** Keeps failures of repeated tasks from ending the worker, and from filling the log. */
export type FailureLog = {
  /** Runs a task; an error is logged, unless the same task failed in the same way the last time. */
  guard(task: Task, run: () => Promise<unknown>): Promise<void>;
  /** Logs why a task did nothing, once for as long as the reason stays. */
  note(task: Task, reason: string): void;
};

export function createFailureLog(logger: Logger): FailureLog {
  const last = new Map<string, string>();
  return {
    async guard(task, run) {
      try {
        await run();
        if (last.get(task.task)?.startsWith("error:")) last.delete(task.task);
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        if (last.get(task.task) === `error:${text}`) return;
        last.set(task.task, `error:${text}`);
        const code = error instanceof BallastError ? error.code : undefined;
        logger.error(
          { ...fieldsOf(task), code, err: error },
          "worker step failed; it is tried again",
        );
      }
    },
    note(task, reason) {
      if (last.get(task.task) === reason) return;
      last.set(task.task, reason);
      logger.info({ ...fieldsOf(task), reason }, "nothing to do");
    },
  };
}

function fieldsOf({ task, epoch, chain }: Task) {
  return { task, epoch: epoch?.toString(), chain };
}
