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
 * Answers with JSON that is kept, compressed for who accepts it. Node's server writes the very bytes
 * while no middleware looks at the body, or gives the answer another one: then they are copied.
 */
export async function keptJson(context: Context, text: KeptText): Promise<Response> {
  const encoding = accepts(context, {
    header: "Accept-Encoding",
    supports: ["gzip"],
    default: "identity",
  });
  const bytes = encoding === "gzip" ? await text.gzipped() : text.bytes;
  if (encoding === "gzip") context.header("Content-Encoding", "gzip");
  // The server counts them: a length from here would be a second one.
  return context.body(bytes, 200, { "Content-Type": "application/json" });
}
