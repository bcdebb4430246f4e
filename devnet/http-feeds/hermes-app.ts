import { Hono } from "hono";
import { type Hex, hexToBytes } from "viem";
import type { PythQuoteAtTime } from "./pyth-quote.ts";

export type HermesState = {
  /** Every feed's newest price. */
  quotes(): Promise<readonly PythQuoteAtTime[]>;
  /** The signed update of some of them. */
  sign(quotes: readonly PythQuoteAtTime[]): Hex;
  /** A key that callers must have, as since August 2026; null for none. */
  apiKey: string | null;
};

/**
 * The part of Hermes' interface that Ballast uses, in its shapes and with its refusals (pyth-crosschain
 * apps/hermes): prices are strings, ids have no 0x, an unknown id makes the answer a 404 unless the
 * caller says otherwise.
 */
export function createHermesApp(state: HermesState): Hono {
  const app = new Hono();

  app.use(async (context, next) => {
    const { apiKey } = state;
    if (apiKey !== null && context.req.header("authorization") !== `Bearer ${apiKey}`) {
      return context.text("Unauthorized", 401);
    }
    await next();
  });

  app.get("/v2/updates/price/latest", async (context) => {
    const ids = (context.req.queries("ids[]") ?? []).map((id) =>
      id.toLowerCase().replace(/^(0x)?/, "0x"),
    );
    const wrong = ids.find((id) => !/^0x[0-9a-f]{64}$/.test(id));
    if (ids.length === 0 || wrong !== undefined) {
      return context.text("Failed to deserialize query string: ids[] must be 32 bytes of hex", 400);
    }
    const query = context.req.query();
    const encoding = query.encoding ?? "hex";
    if (encoding !== "hex" && encoding !== "base64") {
      return context.text("Failed to deserialize query string: unknown encoding", 400);
    }
    const known = new Map((await state.quotes()).map((quote) => [quote.priceId, quote]));
    const unknown = ids.filter((id) => !known.has(id as Hex));
    if (unknown.length > 0 && query.ignore_invalid_price_ids !== "true") {
      return context.text(`Price ids not found: ${unknown.join(", ")}`, 404);
    }
    const quotes = [...new Set(ids)].flatMap((id) => known.get(id as Hex) ?? []);
    const update = quotes.length === 0 ? [] : [state.sign(quotes)];
    return context.json({
      binary: {
        encoding,
        data: update.map((hex) =>
          encoding === "hex" ? hex.slice(2) : Buffer.from(hexToBytes(hex)).toString("base64"),
        ),
      },
      ...(query.parsed !== "false" && { parsed: quotes.map(parsedPrice) }),
    });
  });

  app.notFound((context) => context.text("", 404));
  return app;
}

function parsedPrice(quote: PythQuoteAtTime) {
  const { priceId, price, confidence, exponent, publishTimeSeconds } = quote;
  const stated = {
    price: price.toString(),
    conf: confidence.toString(),
    expo: exponent,
    publish_time: publishTimeSeconds,
  };
  return {
    id: priceId.slice(2),
    price: stated,
    ema_price: stated,
    metadata: {
      slot: publishTimeSeconds,
      proof_available_time: publishTimeSeconds + 1,
      prev_publish_time: publishTimeSeconds - 1,
    },
  };
}
