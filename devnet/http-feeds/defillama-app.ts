import { Hono } from "hono";

/** What the service says of a coin. */
export type Coin = {
  symbol: string;
  /** A decimal, written into the answer as it is. */
  price: string;
  timestampSeconds: number;
  /** From 0 to 1, written as it is; null to leave it out. */
  confidence: string | null;
};

/**
 * `GET /prices/current/{coins}` in the shape in which DefiLlama answers: prices are JSON numbers, and
 * coins that are not known are left out.
 */
export function createDefillamaApp(state: {
  /** By coin, such as `coingecko:dai`. */
  coins(): Promise<ReadonlyMap<string, Coin>>;
}): Hono {
  const app = new Hono();

  app.get("/prices/current/:coins", async (context) => {
    const coins = await state.coins();
    const asked = new Set(context.req.param("coins").split(","));
    const entries = [...asked].flatMap((name) => {
      const coin = coins.get(name);
      return coin === undefined ? [] : [`${JSON.stringify(name)}:${coinText(coin)}`];
    });
    return context.body(`{"coins":{${entries.join(",")}}}`, 200, {
      "content-type": "application/json",
    });
  });

  app.notFound((context) => context.json({ message: "Not Found" }, 404));
  return app;
}

/** JSON.stringify would turn the price into a float first. */
function coinText({ symbol, price, timestampSeconds, confidence }: Coin): string {
  const stated = confidence === null ? "" : `,"confidence":${confidence}`;
  return `{"symbol":${JSON.stringify(symbol)},"price":${price},"timestamp":${timestampSeconds}${stated}}`;
}
