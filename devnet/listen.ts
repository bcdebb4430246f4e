import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { BallastError } from "../src/core/ballast-error.ts";

/**
 * Serves HTTP on 127.0.0.1 until it is stopped.
 * @param parameters.port 0 for any free port.
 * @throws BallastError `port-busy`, `listen`.
 */
export async function listen(parameters: {
  fetch: (request: Request) => Response | Promise<Response>;
  port: number;
  /** Such as `the guardians`, for errors. */
  usedFor: string;
}): Promise<{ url: string; stop: () => Promise<void> }> {
  const { fetch, port, usedFor } = parameters;
  const server = serve({ fetch, port, hostname: "127.0.0.1" });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const busy = cause.code === "EADDRINUSE";
      reject(
        new BallastError(
          busy
            ? `The port ${port} for ${usedFor} is in use.`
            : `${usedFor[0]?.toUpperCase()}${usedFor.slice(1)}: ${cause.message}`,
          {
            code: busy ? "port-busy" : "listen",
            remedy: busy ? "Stop what listens there or choose another port." : undefined,
            cause,
          },
        ),
      );
    });
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
