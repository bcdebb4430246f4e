import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { ApiMetrics } from "../metrics/create-api-metrics.ts";

/** One structured line and one observation for each request, after it was answered. */
export function requestLog(parameters: { log: Logger; metrics: ApiMetrics }): MiddlewareHandler {
  return async function logRequest(context, next) {
    const startedAt = performance.now();
    await next();
    const durationMilliseconds = performance.now() - startedAt;
    // The pattern, not the path: accounts and hashes would make a series each.
    const route = routePath(context);
    const status = context.res.status;
    parameters.metrics.observeRequest({
      method: context.req.method,
      route,
      status,
      durationSeconds: durationMilliseconds / 1000,
    });
    parameters.log.info(
      {
        requestId: context.get("requestId"),
        method: context.req.method,
        path: context.req.path,
        route,
        status,
        durationMilliseconds: Math.round(durationMilliseconds * 100) / 100,
      },
      "request",
    );
  };
}
