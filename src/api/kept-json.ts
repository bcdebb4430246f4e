import type { Context } from "hono";

/**
 * Answers with JSON that is kept as bytes. They go out as the one piece of a stream, because a response
 * copies bytes that it is given as such, for every request, whenever a middleware looks at it.
 */
export function keptJson(context: Context, bytes: Uint8Array<ArrayBuffer>): Response {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return context.body(body, 200, {
    "Content-Type": "application/json",
    "Content-Length": `${bytes.byteLength}`,
  });
}
