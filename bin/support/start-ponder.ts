import { findFreePort } from "./free-port.ts";
import { ponderCommandLine } from "./ponder-command-line.ts";
import { spawnChild } from "./spawn-child.ts";
import { waitUntil } from "./wait-until.ts";

export type RunningPonder = {
  url: string;
  /** Waits until every chain is indexed up to the head at the start. */
  waitReady(timeoutMilliseconds?: number): Promise<void>;
  /** Waits until each chain (by id) is indexed at least up to the given block. */
  waitIndexed(
    blocks: Readonly<Record<number, bigint | number>>,
    timeoutMilliseconds?: number,
  ): Promise<void>;
  /** Sends a signal, SIGKILL for a crash, and waits until Ponder is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Runs Ponder as `npm run start` or `serve` do, on a free port. Every wait fails at once, with the
 * last lines that Ponder printed, where Ponder ends.
 */
export async function startPonder(parameters: {
  command: "start" | "serve";
  manifestPath: string;
  connectionString: string;
  schema: string;
  port?: number | undefined;
  environment?: Record<string, string> | undefined;
}): Promise<RunningPonder> {
  const { command, manifestPath, connectionString, schema } = parameters;
  const port = parameters.port ?? (await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  const lastLines: string[] = [];
  const child = await spawnChild({
    name: `ponder ${command}`,
    ...ponderCommandLine({
      command,
      port,
      hostname: "127.0.0.1",
      logFormat: "json",
      environment: { DATABASE_SCHEMA: schema, LOG_LEVEL: "info" },
    }),
    environment: {
      ...process.env,
      NODE_ENV: undefined,
      BALLAST_NETWORK: "devnet",
      BALLAST_DEVNET_MANIFEST: manifestPath,
      DATABASE_URL: connectionString,
      DATABASE_SCHEMA: schema,
      BALLAST_CLOCK: "chain",
      PONDER_TELEMETRY_DISABLED: "1",
      ...parameters.environment,
    },
    onLine(line) {
      lastLines.push(line);
      if (lastLines.length > 60) lastLines.shift();
    },
  });

  function requireRunning(): void {
    if (child.hasExited())
      throw new Error(`Ponder (${command}) has ended. It printed:\n${lastLines.join("\n")}`);
  }

  async function waitFor(
    condition: () => Promise<boolean>,
    what: string,
    timeoutMilliseconds: number,
  ): Promise<void> {
    await waitUntil({
      what: `Ponder (${command}) ${what}`,
      timeoutMilliseconds,
      condition: async () => {
        requireRunning();
        return condition();
      },
      explain: () => lastLines.join("\n"),
    });
  }

  return {
    url,
    waitReady: (timeoutMilliseconds = 240_000) =>
      waitFor(
        async () => (await askIfListening(`${url}/ready`))?.status === 200,
        "is ready",
        timeoutMilliseconds,
      ),
    waitIndexed: (blocks, timeoutMilliseconds = 60_000) =>
      waitFor(
        async () => {
          const answer = await askIfListening(`${url}/status`);
          if (answer?.status !== 200) return false;
          const status = JSON.parse(answer.text) as Record<
            string,
            { id: number; block: { number: number } }
          >;
          return Object.entries(blocks).every(([chainId, block]) =>
            Object.values(status).some(
              (chain) => chain.id === Number(chainId) && chain.block.number >= Number(block),
            ),
          );
        },
        `has indexed ${JSON.stringify(blocks, (_, value) => (typeof value === "bigint" ? Number(value) : value))}`,
        timeoutMilliseconds,
      ),
    async kill(signal) {
      child.kill(signal);
      await child.exited;
    },
    async stop() {
      await child.stop({ graceMilliseconds: 15_000 });
    },
  };
}

/** Undefined where nobody answers in time: what is busy with blocks is asked again. */
async function askIfListening(url: string): Promise<{ status: number; text: string } | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}
