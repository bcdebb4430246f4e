import type { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { parseAccept } from "hono/utils/accept";
import { ProblemError } from "../errors/problem-error.ts";

/**
 * Refuses, before anything is worked out, what no type of the route's answers can meet, by the types that
 * the OpenAPI document has of the route.
 * @throws ProblemError 406 `not-acceptable`.
 */
export function requireAcceptable(app: OpenAPIHono): MiddlewareHandler {
  let types: ReadonlyMap<string, readonly string[]> | null = null;
  return function requireAcceptable(context, next) {
    const accept = context.req.header("Accept");
    if (accept === undefined || accept === "" || accept === "*/*") return next();
    types ??= typesOfRoutes(app);
    for (const { method, path } of matchedRoutes(context)) {
      const available = types.get(`${method} ${path}`);
      if (available === undefined) continue;
      if (available.some((type) => isAccepted(accept, type))) break;
      throw new ProblemError({
        status: 406,
        code: "not-acceptable",
        title: "Not acceptable",
        detail: `There is no answer of the type "${accept}", but of ${available.join(", ")}.`,
        extensions: { available },
      });
    }
    return next();
  };
}

/** By method and path, as routes are registered: the types of what is answered where nothing fails. */
function typesOfRoutes(app: OpenAPIHono): Map<string, readonly string[]> {
  const types = new Map<string, readonly string[]>();
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { method, path, responses } = definition.route;
    const found = Object.entries(responses)
      .filter(([status]) => status.startsWith("2"))
      .flatMap(([, response]) =>
        "content" in response ? Object.keys(response.content ?? {}) : [],
      );
    if (found.length === 0) continue;
    types.set(`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, [
      ...new Set(found),
    ]);
  }
  return types;
}

/** By the most specific range that matches (RFC 9110, 12.5.1). */
function isAccepted(accept: string, type: string): boolean {
  const ranges = parseAccept(accept).map(({ type: range, q }) => ({
    range: range.toLowerCase(),
    q,
  }));
  for (const range of [type, `${type.split("/")[0]}/*`, "*/*"]) {
    const found = ranges.find((one) => one.range === range);
    if (found !== undefined) return found.q > 0;
  }
  return false;
}
