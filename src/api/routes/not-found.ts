import type { OpenAPIHono } from "@hono/zod-openapi";
import { ProblemError } from "../errors/problem-error.ts";

/**
 * Whatever has no route: a path with a slash too much leads to the one without it, all else is not
 * there. Register it last.
 */
export function notFoundRoute(app: OpenAPIHono): void {
  app.all("*", (context) => {
    const { path, method, url } = context.req;
    const trimmed = path.replace(/\/+$/, "");
    const isRead = method === "GET" || method === "HEAD";
    if (isRead && path.endsWith("/") && trimmed !== "" && hasRoute(app, trimmed)) {
      const query = url.indexOf("?");
      const pathname = new URL(url).pathname.replace(/\/+$/, "");
      return context.redirect(`${pathname}${query < 0 ? "" : url.slice(query)}`, 308);
    }
    throw new ProblemError({
      status: 404,
      code: "not-found",
      title: "Not found",
      detail: `There is nothing at ${path}.`,
      extensions: { documentation: "/docs" },
    });
  });
}

function hasRoute(app: OpenAPIHono, path: string): boolean {
  const [matches] = app.router.match("GET", path);
  return matches.some(([[, route]]) => route.method === "GET" && !route.path.includes("*"));
}
