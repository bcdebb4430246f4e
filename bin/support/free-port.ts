import { createServer } from "node:net";
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

/** @throws BallastError that names the port and its use where something listens on it already. */
export async function requireFreePort(parameters: {
  port: number;
  usedFor: string;
  remedy: string;
}): Promise<void> {
  const { port, usedFor, remedy } = parameters;
  try {
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
