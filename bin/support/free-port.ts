import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { BallastError } from "../../src/core/ballast-error.ts";

/** Listens on 127.0.0.1 for a moment. @returns the port, the given one or a free one for 0. */
function probe(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === "object" && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}

/** A TCP port of 127.0.0.1 that was free a moment ago. */
export function findFreePort(): Promise<number> {
  return probe(0);
}

/** @throws BallastError for a text that is not the number of a TCP port. */
export function portNumber(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new BallastError(`"${text}" is not a port.`, {
    code: "command-line",
    remedy: "Give a number from 1 to 65535.",
  });
}

/**
 * The first of several ports in a row that were free a moment ago. Below the range from which the
 * system gives ports to clients.
 * @throws BallastError where a hundred tries at random find none.
 */
export async function findFreePortBase(count: number): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const base = 10_000 + Math.floor(Math.random() * 20_000);
    try {
      for (let index = 0; index < count; index++) await probe(base + index);
      return base;
    } catch {}
  }
  throw new BallastError(`No ${count} free ports in a row were found.`, { code: "port-busy" });
}

/**
 * @param parameters.patienceMilliseconds For how long a busy port may become free.
 * @throws BallastError that names the port and its use where something listens on it already.
 */
export async function requireFreePort(parameters: {
  port: number;
  usedFor: string;
  remedy: string;
  patienceMilliseconds?: number | undefined;
}): Promise<void> {
  const { port, usedFor, remedy, patienceMilliseconds = 0 } = parameters;
  const deadline = performance.now() + patienceMilliseconds;
  try {
    while (performance.now() < deadline) {
      try {
        await probe(port);
        return;
      } catch {
        await sleep(200);
      }
    }
    await probe(port);
  } catch (cause) {
    throw new BallastError(
      `Port ${port} of 127.0.0.1, wanted for ${usedFor}, is ${describe(cause)}.`,
      { code: "port-busy", remedy, cause },
    );
  }
}

function describe(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") return "busy: another program listens on it";
  if (code === "EACCES") return "not allowed for this user";
  return "not available";
}
