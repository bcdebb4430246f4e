import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { HttpSettings } from "../http/http-settings.ts";

const EXPOSED_HEADERS = [
  "ETag",
  "Link",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "X-Request-Id",
];
const ALLOWED_HEADERS = [
  "Authorization",
  "Content-Type",
  "If-None-Match",
  "Last-Event-ID",
  "X-Api-Key",
  "X-Request-Id",
];
const PREFLIGHT_SECONDS = 86_400;

/**
 * Which pages may read answers. Public data without credentials: cookies are never looked at. A
 * preflight is answered here; an OPTIONS that is none goes on to its path.
 */
export function crossOrigin({ corsOrigins }: Pick<HttpSettings, "corsOrigins">): MiddlewareHandler {
  const inner = cors({
    origin: corsOrigins === "*" ? "*" : [...corsOrigins],
    allowMethods: ["GET", "HEAD", "POST"],
    allowHeaders: ALLOWED_HEADERS,
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: PREFLIGHT_SECONDS,
  });
  return async function crossOrigin(context, next) {
    const isPreflight = context.req.header("Access-Control-Request-Method") !== undefined;
    if (context.req.method === "OPTIONS") return isPreflight ? inner(context, next) : next();
    // Headers that are set before there is an answer have it made a second time.
    await next();
    return inner(context, async () => undefined);
  };
}
