import { BallastError } from "../../src/core/ballast-error.ts";

/**
 * Runs a command to its end and exits with its code. An error on purpose is one line for people,
 * any other one comes with its stack; both exit with 1.
 */
export async function runMain(main: () => Promise<number>): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    console.error(error instanceof BallastError ? `error: ${error.message}` : error);
    process.exit(1);
  }
}

/**
 * Resolves with the first SIGINT or SIGTERM; from then on both are ignored, for we are stopping.
 * npm's shell does not pass a SIGTERM on to us: under npm its end counts as one.
 */
export function untilStopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, resolve);
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve("SIGTERM");
    }, 500);
    watch.unref();
  });
}
