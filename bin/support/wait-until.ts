import { setTimeout as sleep } from "node:timers/promises";

/** Polls a condition until it holds. @throws after the timeout, naming what was waited for. */
export async function waitUntil(parameters: {
  what: string;
  condition: () => Promise<boolean>;
  timeoutMilliseconds: number;
  intervalMilliseconds?: number | undefined;
  explain?: (() => string) | undefined;
}): Promise<void> {
  const { what, condition, timeoutMilliseconds, intervalMilliseconds = 100, explain } = parameters;
  const deadline = performance.now() + timeoutMilliseconds;
  while (!(await condition())) {
    if (performance.now() > deadline)
      throw new Error(
        `Waited ${timeoutMilliseconds} ms in vain until ${what}. ${explain?.() ?? ""}`.trim(),
      );
    await sleep(intervalMilliseconds);
  }
}
