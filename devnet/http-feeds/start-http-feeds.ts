import { Hono } from "hono";
import { listen } from "../listen.ts";
import { createDefillamaApp } from "./defillama-app.ts";
import { createHermesApp, type HermesState } from "./hermes-app.ts";

/**
 * Local stand-ins of Hermes and of a service of DefiLlama's interface, in one process.
 * @param parameters.port 0 for any free port.
 * @param parameters.intercept May answer a request instead, as tests of faults do.
 * @throws BallastError `port-busy`.
 */
export async function startHttpFeeds(parameters: {
  hermes: HermesState;
  defillama: Parameters<typeof createDefillamaApp>[0];
  port: number;
  intercept?: (request: Request) => Promise<Response | null>;
}): Promise<{ hermesUrl: string; defillamaUrl: string; stop: () => Promise<void> }> {
  const { hermes, defillama, port, intercept } = parameters;
  const app = new Hono();
  app.use(async (context, next) => {
    const instead = await intercept?.(context.req.raw);
    if (instead) return instead;
    await next();
  });
  app.route("/hermes", createHermesApp(hermes));
  app.route("/defillama", createDefillamaApp(defillama));
  const server = await listen({ fetch: app.fetch, port, usedFor: "the feeds over HTTP" });
  return {
    hermesUrl: `${server.url}/hermes`,
    defillamaUrl: `${server.url}/defillama`,
    stop: server.stop,
  };
}
