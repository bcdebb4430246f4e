import type { OpenAPIHono } from "@hono/zod-openapi";
import { ProblemError } from "../errors/problem-error.ts";

/**
 * Every path that has a route says to OPTIONS what it allows, and refuses all else with 405. Register it
 * after the routes.
 */
export function refuseOtherMethods(app: OpenAPIHono): void {
  const allowed = new Map<string, Set<string>>();
  for (const { path, method } of app.routes) {
    // Middleware, and what takes any method, has its own say.
    if (method === "ALL" || path.endsWith("*")) continue;
    allowed.set(path, (allowed.get(path) ?? new Set()).add(method));
  }
  for (const [path, methods] of allowed) {
    const allow = [...methods, ...(methods.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    app.all(path, (context) => {
      if (context.req.method === "OPTIONS") return context.body(null, 204, { Allow: allow });
      throw new ProblemError({
        status: 405,
        code: "method-not-allowed",
        title: "Method not allowed",
        detail: `${context.req.method} is not possible on ${context.req.path}; ${allow} are.`,
        headers: { Allow: allow },
      });
    });
  }
}
