import { z } from "zod";
import { exactDecimal, unixSeconds } from "./exact-schemas.ts";
import { type HttpSource, httpFeedKey } from "./http-source.ts";
import { parseExactJson } from "./parse-exact-json.ts";
import type { ReadAnswer, ReceivedValue, RejectedValue } from "./received-value.ts";

type DefillamaSource = Extract<HttpSource, { kind: "defillama" }>;

const BPS = 10_000n;
const answerSchema = z.object({ coins: z.record(z.string(), z.unknown()) });
const itemSchema = z.object({
  price: exactDecimal,
  timestamp: unixSeconds,
  /** From 0 to 1; left out where the service has none. */
  confidence: exactDecimal.optional(),
});

/**
 * Reads an answer of `/prices/current/{coins}` as DefiLlama gives it: `price` is a JSON number, whose
 * text is kept exactly. Coins that the service does not know are left out of the answer.
 * @throws SyntaxError, ZodError for an answer of another form as a whole.
 */
export function parseDefillama(parameters: {
  body: string;
  sources: readonly DefillamaSource[];
}): ReadAnswer {
  const { coins } = answerSchema.parse(parseExactJson(parameters.body));
  const byCoin = new Map(Object.entries(coins).map(([coin, item]) => [coin.toLowerCase(), item]));
  const values: ReceivedValue[] = [];
  const rejected: RejectedValue[] = [];
  for (const source of parameters.sources) {
    const feedKey = httpFeedKey(source);
    const item = byCoin.get(source.coin.toLowerCase());
    if (item === undefined) {
      rejected.push({ feedKey, code: "absent", detail: "the answer has no such coin" });
      continue;
    }
    const read = itemSchema.safeParse(item);
    if (!read.success) {
      rejected.push({ feedKey, code: "malformed", detail: z.prettifyError(read.error) });
      continue;
    }
    const { price, timestamp, confidence } = read.data;
    values.push({
      feedKey,
      ...price,
      rawConfidence: null,
      statedConfidenceBps: confidence === undefined ? null : toBps(confidence),
      sourceTimeSeconds: timestamp,
      signedUpdate: null,
    });
  }
  return { values, rejected };
}

/** Rounded down; below zero is none at all, above one is one. */
function toBps({ rawValue, decimals }: { rawValue: bigint; decimals: number }): number {
  if (rawValue < 0n) return 0;
  const bps = (rawValue * BPS) / 10n ** BigInt(decimals);
  return bps > BPS ? Number(BPS) : Number(bps);
}
