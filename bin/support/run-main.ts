import { BallastError } from "../../src/core/ballast-error.ts";

/**
 * Runs a command to its end and exits with its code. An error on purpose, and a wrong option, is one
 * line for people, any other error comes with its stack; all exit with 1. With `usage` the command
 * knows --help.
 */
export async function runMain(main: () => Promise<number>, usage?: string): Promise<never> {
  if (usage !== undefined && process.argv.slice(2).includes("--help")) {
    console.log(`Usage: ${usage}`);
    process.exit(0);
  }
  try {
    process.exit(await main());
  } catch (error) {
    console.error(describe(error, usage));
    process.exit(1);
  }
}

function describe(error: unknown, usage: string | undefined): unknown {
  if (error instanceof BallastError) return `error: ${error.message}`;
  // Of node:util's parseArgs: its first sentence names the option.
  if (error instanceof TypeError && "code" in error && /^ERR_PARSE_ARGS_/.test(`${error.code}`)) {
    const [sentence] = error.message.split(". ");
    return `error: ${sentence}.${usage === undefined ? "" : ` Usage: ${usage}`}`;
  }
  return error;
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
