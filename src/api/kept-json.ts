import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context } from "hono";
import { accepts } from "hono/accepts";

type Bytes = Uint8Array<ArrayBuffer>;

/** The text of an answer that is given more than once, encoded and compressed once. */
export type KeptText = {
  /** As UTF-8. */
  bytes: Bytes;
  /** Compressed when first asked for. */
  gzipped(): Promise<Bytes>;
};

const compress = promisify(gzip);

export function keptText(text: string): KeptText {
  const bytes = new TextEncoder().encode(text);
  let compressing: Promise<Bytes> | null = null;
  return {
    bytes,
    gzipped() {
      compressing ??= compress(bytes);
      return compressing;
    },
  };
}

/**
 * Answers with JSON that is kept, compressed for who accepts it. The bytes go out as the one piece of a
 * stream, because a response copies bytes that it is given as such, for every request, whenever a
 * middleware looks at it.
 */
export async function keptJson(context: Context, text: KeptText): Promise<Response> {
  const encoding = accepts(context, {
    header: "Accept-Encoding",
    supports: ["gzip"],
    default: "identity",
  });
  const bytes = encoding === "gzip" ? await text.gzipped() : text.bytes;
  if (encoding === "gzip") context.header("Content-Encoding", "gzip");
  const body = new ReadableStream<Bytes>({
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
