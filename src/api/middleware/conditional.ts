import type { MiddlewareHandler } from "hono";

/**
 * What holds for every answer of the API: where its route says nothing else, no cache may repeat it,
 * for a money answer is true for its moment only; and `If-None-Match: *` is met by any answer that there
 * is, which is known once it is there.
 */
export const conditional: MiddlewareHandler = async function conditional(context, next) {
  await next();
  const { res, req } = context;
  if (!res.headers.has("Cache-Control")) res.headers.set("Cache-Control", "no-store");
  if (req.header("If-None-Match")?.trim() !== "*") return;
  if (req.method !== "GET" && req.method !== "HEAD") return;
  if (res.status !== 200 || !res.headers.has("ETag")) return;
  await res.body?.cancel();
  const headers = new Headers(res.headers);
  headers.delete("Content-Type");
  headers.delete("Content-Length");
  headers.delete("Content-Encoding");
  context.res = undefined;
  context.res = new Response(null, { status: 304, headers });
};
