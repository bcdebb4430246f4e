import type { Context, MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from "hono/utils/compress";

/** Below that a compressed answer saves no packet. */
const THRESHOLD_BYTES = 1_024;

/**
 * Compresses what a caller accepts compressed: gzip or deflate, of texts and JSON from 1 KiB on, never of
 * event streams. `Vary` is the same for every answer of such a type, also to HEAD and where nothing is
 * new; a compressed answer has a weak tag (RFC 9110, 8.8.3.3).
 */
export function compression(): MiddlewareHandler {
  const inner = compress({ threshold: THRESHOLD_BYTES });
  return async function compression(context, next) {
    await inner(context, async () => {
      await next();
      const { res, req } = context;
      const type = res.headers.get("Content-Type");
      if (res.status === 304 || (type !== null && COMPRESSIBLE_CONTENT_TYPE_REGEX.test(type))) {
        varyByEncoding(context);
        if (type !== null && req.method !== "HEAD" && mayCompress(context)) await measure(context);
      }
    });
  };
}

function mayCompress({ req, res }: Context): boolean {
  if (res.headers.has("Content-Length") || res.headers.has("Content-Encoding")) return false;
  return req.header("Accept-Encoding") !== undefined;
}

/** A body whose length is not known is never below the threshold. */
async function measure(context: Context): Promise<void> {
  const bytes = await context.res.arrayBuffer();
  const { status, headers } = context.res;
  const measured = new Headers(headers);
  measured.set("Content-Length", `${bytes.byteLength}`);
  context.res = undefined;
  context.res = new Response(bytes.byteLength === 0 ? null : bytes, { status, headers: measured });
}

function varyByEncoding({ res }: Context): void {
  const vary = res.headers.get("Vary");
  if (vary === "*" || /(?:^|,)\s*accept-encoding\s*(?:,|$)/i.test(vary ?? "")) return;
  res.headers.append("Vary", "Accept-Encoding");
}
