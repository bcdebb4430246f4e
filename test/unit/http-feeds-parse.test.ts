import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDecimal } from "../../src/api/http-feeds/parse-decimal.ts";
import { parseDefillama } from "../../src/api/http-feeds/parse-defillama.ts";
import { type JsonNumber, parseExactJson } from "../../src/api/http-feeds/parse-exact-json.ts";
import { parseHermes } from "../../src/api/http-feeds/parse-hermes.ts";
import { retryAfterSeconds } from "../../src/api/http-feeds/retry-after.ts";
import { realHermesAnswer, realPriceId } from "../support/real-hermes-answer.ts";

describe("a decimal", () => {
  it.each([
    ["0", 0n, 0],
    ["-0", 0n, 0],
    ["1", 1n, 0],
    ["0.99987654321098765432", 99987654321098765432n, 20],
    ["1.000", 1n, 0],
    ["1.0300", 103n, 2],
    ["-12.5", -125n, 1],
    ["1e3", 1000n, 0],
    ["1.5E+2", 150n, 0],
    ["2.5e-7", 25n, 8],
    ["120e-1", 12n, 0],
    ["9007199254740993", 9007199254740993n, 0],
  ])("%s is exact", (text, rawValue, decimals) => {
    expect(parseDecimal(text)).toEqual({ rawValue, decimals });
  });

  it.each([
    "",
    "01",
    "+1",
    ".5",
    "5.",
    "1e",
    "0x10",
    "NaN",
    "Infinity",
    "1_000",
    " 1",
    "1 ",
    "1,5",
  ])("%j is none", (text) => expect(parseDecimal(text)).toBeNull());

  it("does not run out of memory for what is no price", () => {
    expect(parseDecimal("1e101")).toBeNull();
    expect(parseDecimal("1e-101")).toBeNull();
    expect(parseDecimal("1e999999999")).toBeNull();
    expect(parseDecimal("9".repeat(61))).toBeNull();
  });

  it("is the number that any way of writing it means", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: -30, max: 30 }),
        (digits, places, exponent) => {
          const text = `${written(digits, places)}e${exponent}`;
          const read = parseDecimal(text);
          if (read === null) throw new Error(`${text} was not read.`);
          // rawValue · 10^-decimals = digits · 10^(exponent - places), over a common denominator.
          expect(read.rawValue * 10n ** BigInt(70 - read.decimals)).toBe(
            digits * 10n ** BigInt(70 + exponent - places),
          );
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it("survives JSON to the last digit", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 40n }),
        fc.integer({ min: 0, max: 40 }),
        (digits, places) => {
          const text = written(digits, places);
          const parsed = parseExactJson(`{"price": [${text}, "${text}"]}`) as {
            price: [JsonNumber, string];
          };
          expect(parsed.price[0].text).toBe(text);
          expect(parsed.price[1]).toBe(text);
        },
      ),
    );
  });
});

/** Digits with a point before the last `places` of them. */
function written(digits: bigint, places: number): string {
  const sign = digits < 0n ? "-" : "";
  const all = (digits < 0n ? -digits : digits).toString().padStart(places + 1, "0");
  const whole = all.slice(0, all.length - places);
  return `${sign}${whole}${places === 0 ? "" : `.${all.slice(-places)}`}`;
}

describe("Retry-After", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  it.each([
    ["7", 7],
    ["0", 1],
    ["999999", 3_600],
    ["Thu, 01 Jan 2026 00:02:00 GMT", 120],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 1],
    ["soon", 60],
    [null, 60],
  ])("%j is %i s", (header, seconds) => expect(retryAfterSeconds(header, now)).toBe(seconds));
});

const hermes = (priceId: `0x${string}`) =>
  ({ kind: "hermes", priceId, trust: "operator" }) as const;
const unknownId = `0x${"ab".repeat(32)}` as const;

function readHermes(parsed: unknown, sources = [hermes(realPriceId)]) {
  return parseHermes({
    body: JSON.stringify({ ...realHermesAnswer, parsed }),
    sources,
    signers: null,
    nowSeconds: 1_708_363_256,
  });
}

describe("Hermes", () => {
  it("gives integers and an exponent", () => {
    expect(readHermes(realHermesAnswer.parsed)).toEqual({
      values: [
        {
          feedKey: `hermes/operator/${realPriceId}`,
          rawValue: 5190075917635n,
          decimals: 8,
          rawConfidence: 2661582364n,
          statedConfidenceBps: null,
          sourceTimeSeconds: 1708363256,
          signedUpdate: null,
        },
      ],
      rejected: [],
    });
  });

  it("keeps the good prices of an answer with bad ones", () => {
    const good = realHermesAnswer.parsed[0]!;
    const bad = { ...good, id: unknownId.slice(2), price: { ...good.price, price: "12.5" } };
    const other = `0x${"cd".repeat(32)}` as const;
    const read = readHermes(
      [bad, null, 7, { id: "?" }, good],
      [hermes(unknownId), hermes(realPriceId), hermes(other)],
    );
    expect(read.values.map(({ feedKey }) => feedKey)).toEqual([`hermes/operator/${realPriceId}`]);
    expect(read.rejected.map(({ feedKey, code }) => [feedKey, code])).toEqual([
      [`hermes/operator/${unknownId}`, "malformed"],
      [`hermes/operator/${other}`, "absent"],
    ]);
  });

  it.each([
    ["a price that is a number", { price: 5190075917635 }],
    ["a price beyond 64 bits", { price: "9223372036854775808" }],
    ["a negative confidence", { conf: "-1" }],
    ["an exponent beyond belief", { expo: -61 }],
    ["an exponent with a fraction", { expo: -8.5 }],
    ["a time in milliseconds", { publish_time: 1708363256000 }],
    ["a time in a string", { publish_time: "1708363256" }],
  ])("refuses %s", (_, change) => {
    const item = realHermesAnswer.parsed[0]!;
    const read = readHermes([{ ...item, price: { ...item.price, ...change } }]);
    expect(read.values).toEqual([]);
    expect(read.rejected).toMatchObject([{ code: "malformed" }]);
  });

  it.each(["", "null", "[]", "{}", '{"parsed":{}}', "<html>"])("cannot read %j", (body) => {
    const parse = () =>
      parseHermes({ body, sources: [hermes(realPriceId)], signers: null, nowSeconds: 0 });
    expect(parse).toThrow();
  });
});

const dai = {
  kind: "defillama",
  coin: "coingecko:dai",
  trust: "operator",
  minimumConfidenceBps: 9_000,
} as const;

describe("DefiLlama", () => {
  const read = (item: string, sources = [dai] as Parameters<typeof parseDefillama>[0]["sources"]) =>
    parseDefillama({ body: `{"coins":{"coingecko:dai":${item}}}`, sources });

  it("has the price as it was written, not as a float", () => {
    const price = "0.99987654321098765432109876543210987654321";
    expect(
      read(`{"price":${price},"timestamp":1700000000,"symbol":"DAI","confidence":0.99}`),
    ).toEqual({
      values: [
        {
          feedKey: "defillama/operator/coingecko:dai",
          rawValue: 99987654321098765432109876543210987654321n,
          decimals: 41,
          rawConfidence: null,
          statedConfidenceBps: 9_900,
          sourceTimeSeconds: 1_700_000_000,
          signedUpdate: null,
        },
      ],
      rejected: [],
    });
  });

  it("may say nothing of its confidence, and coins it does not know are absent", () => {
    const both = read('{"price":1,"timestamp":1700000000}', [
      dai,
      { ...dai, coin: "ethereum:0x1" },
    ]);
    expect(both.values).toMatchObject([{ statedConfidenceBps: null, rawValue: 1n }]);
    expect(both.rejected).toMatchObject([{ code: "absent" }]);
  });

  it.each([
    ["0.899999", 8_999],
    ["1", 10_000],
    ["1.2", 10_000],
    ["-0.1", 0],
    ["5e-5", 0],
  ])("states a confidence of %s as %i bps, rounded down", (text, bps) => {
    const { values } = read(`{"price":1,"timestamp":1700000000,"confidence":${text}}`);
    expect(values).toMatchObject([{ statedConfidenceBps: bps }]);
  });

  it.each([
    '{"price":"1.0","timestamp":1700000000}',
    '{"price":null,"timestamp":1700000000}',
    '{"price":1e400,"timestamp":1700000000}',
    '{"price":1}',
    '{"price":1,"timestamp":1700000000.5}',
    '{"price":1,"timestamp":1700000000,"confidence":"high"}',
  ])("refuses %s", (item) => {
    expect(read(item)).toMatchObject({ values: [], rejected: [{ code: "malformed" }] });
  });

  it.each(["[]", '{"coins":[]}', '{"coins":1}'])("cannot read %s", (body) => {
    expect(() => parseDefillama({ body, sources: [dai] })).toThrow();
  });
});
