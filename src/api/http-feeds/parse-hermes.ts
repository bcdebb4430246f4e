import type { Hex } from "viem";
import { z } from "zod";
import type { PythSigners } from "../../../config/network.ts";
import { exactInteger, integerString, unixSeconds } from "./exact-schemas.ts";
import { type HttpSource, httpFeedKey } from "./http-source.ts";
import { parseExactJson } from "./parse-exact-json.ts";
import type { ReadAnswer, ReceivedValue, RejectedValue } from "./received-value.ts";
import { type PythMessage, verifyPythUpdate } from "./verify-pyth-update.ts";

type HermesSource = Extract<HttpSource, { kind: "hermes" }>;

const int64 = integerString({ minimum: -(2n ** 63n), maximum: 2n ** 63n - 1n });
const uint64 = integerString({ minimum: 0n, maximum: 2n ** 64n - 1n });

const answerSchema = z.object({
  binary: z
    .object({ encoding: z.literal("hex"), data: z.array(z.string().regex(/^[0-9a-fA-F]*$/)) })
    .optional(),
  parsed: z.array(z.unknown()),
});
const idSchema = z.object({ id: z.string().regex(/^(0x)?[0-9a-fA-F]{64}$/) });
const itemSchema = z.object({
  price: z.object({
    price: int64,
    conf: uint64,
    expo: exactInteger({ minimum: -60, maximum: 60 }),
    publish_time: unixSeconds,
  }),
});

/**
 * Reads an answer of Hermes' `/v2/updates/price/latest` (pyth-crosschain apps/hermes, `parsed=true`,
 * `encoding=hex`). Prices are integers in strings, × 10^expo.
 *
 * Without `signers` the parsed part is taken at its word. With them it is not looked at: values are
 * those of the signed binary part, each verified.
 * @throws SyntaxError, ZodError for an answer of another form as a whole.
 */
export function parseHermes(parameters: {
  body: string;
  sources: readonly HermesSource[];
  signers: PythSigners | null;
  nowSeconds: number;
}): ReadAnswer {
  const { body, sources, signers, nowSeconds } = parameters;
  const answer = answerSchema.parse(parseExactJson(body));
  if (signers === null) return readParsed(answer.parsed, sources);
  return readSigned(answer.binary?.data ?? [], { sources, signers, nowSeconds });
}

function readSigned(
  updates: readonly string[],
  parameters: { sources: readonly HermesSource[]; signers: PythSigners; nowSeconds: number },
): ReadAnswer {
  const { sources, ...rules } = parameters;
  const messages: PythMessage[] = [];
  let failure: Error | null = null;
  for (const hex of updates) {
    try {
      messages.push(...verifyPythUpdate({ update: `0x${hex}`, ...rules }));
    } catch (error) {
      failure = error as Error;
    }
  }
  const values: ReceivedValue[] = [];
  const rejected: RejectedValue[] = [];
  for (const source of sources) {
    const feedKey = httpFeedKey(source);
    const message = messages.find(({ priceId }) => priceId === normalId(source.priceId));
    if (message !== undefined) values.push(receivedFrom(feedKey, message));
    else if (failure === null) rejected.push(absent(feedKey));
    else rejected.push({ feedKey, code: "unverified", detail: failure.message });
  }
  return { values, rejected };
}

function readParsed(items: readonly unknown[], sources: readonly HermesSource[]): ReadAnswer {
  const byId = new Map<string, unknown>();
  for (const item of items) {
    const identified = idSchema.safeParse(item);
    if (identified.success) byId.set(normalId(identified.data.id), item);
  }
  const values: ReceivedValue[] = [];
  const rejected: RejectedValue[] = [];
  for (const source of sources) {
    const feedKey = httpFeedKey(source);
    const item = byId.get(normalId(source.priceId));
    if (item === undefined) {
      rejected.push(absent(feedKey));
      continue;
    }
    const read = itemSchema.safeParse(item);
    if (!read.success) {
      rejected.push({ feedKey, code: "malformed", detail: z.prettifyError(read.error) });
      continue;
    }
    const { price, conf, expo, publish_time } = read.data.price;
    values.push({
      feedKey,
      rawValue: price,
      decimals: 0 - expo,
      rawConfidence: conf,
      statedConfidenceBps: null,
      sourceTimeSeconds: publish_time,
      signedUpdate: null,
    });
  }
  return { values, rejected };
}

function receivedFrom(feedKey: string, message: PythMessage): ReceivedValue {
  return {
    feedKey,
    rawValue: message.price,
    decimals: 0 - message.exponent,
    rawConfidence: message.confidence,
    statedConfidenceBps: null,
    sourceTimeSeconds: message.publishTimeSeconds,
    signedUpdate: message.update,
  };
}

function absent(feedKey: string): RejectedValue {
  return { feedKey, code: "absent", detail: "the answer has no such price" };
}

function normalId(id: string): Hex {
  return `0x${id.replace(/^0x/, "").toLowerCase()}`;
}
