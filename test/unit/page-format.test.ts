import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  exactDecimal,
  formatCompact,
  formatFixed,
  usefulDigits,
} from "../../web/src/lib/format-decimal.ts";
import { formatBps, formatDuration, withUnit } from "../../web/src/lib/format-units.ts";
import { readPointer } from "../../web/src/lib/read-pointer.ts";
import { repeatUrl } from "../../web/src/lib/repeat-url.ts";

describe("a decimal for the eye", () => {
  it.each([
    ["3310382.634110032113214102", 2, "down", "3,310,382.63"],
    ["3310382.634110032113214102", 2, "up", "3,310,382.64"],
    ["3310382.635", 2, "nearest", "3,310,382.64"],
    ["3310382.634999", 2, "nearest", "3,310,382.63"],
    ["-567.761", 2, "down", "−567.77"],
    ["-567.769", 2, "up", "−567.76"],
    ["999.999", 2, "up", "1,000.00"],
    ["9007199254740993.1", 0, "down", "9,007,199,254,740,993"],
    ["1", 4, "down", "1.0000"],
    ["0", 2, "up", "0.00"],
    ["0.000000000000002197", 2, "down", "<0.01"],
    ["-0.001", 2, "up", "−<0.01"],
    ["0.4", 0, "down", "<1"],
  ] as const)("%s to %i digits, %s, is %s", (decimal, digits, rounding, text) => {
    expect(formatFixed(decimal, digits, rounding)).toBe(text);
  });

  it.each([
    ["1,234.50", "USD", "$1,234.50"],
    ["−567.77", "USD", "−$567.77"],
    ["<0.01", "USD", "<$0.01"],
    ["−<0.01", "USD", "−<$0.01"],
    ["<0.01", "DAI", "<0.01 DAI"],
    ["1.078", undefined, "1.078"],
  ])("%s in %s is shown as %s", (text, unit, shown) => {
    expect(withUnit(text, unit)).toBe(shown);
  });

  it.each([
    ["999999.99", "999,999.99"],
    ["1000000", "1.000M"],
    ["26000347.858295", "26.000M"],
    ["-26000347.858295", "−26.001M"],
    ["1234567890123", "1.234T"],
  ])("%s is %s in short", (decimal, text) => {
    expect(formatCompact(decimal, 2, "down")).toBe(text);
  });

  it("agrees with integer division for any number of any size", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
        fc.integer({ min: 0, max: 18 }),
        (raw, digits) => {
          const magnitude = raw < 0n ? -raw : raw;
          const text = magnitude.toString().padStart(19, "0");
          const decimal = `${raw < 0n ? "-" : ""}${text.slice(0, -18)}.${text.slice(-18)}`;
          const unit = 10n ** BigInt(18 - digits);
          // Towards the lesser number, as the shown text with its point and commas taken away.
          const floor = raw / unit - (raw < 0n && raw % unit !== 0n ? 1n : 0n);
          const shown = formatFixed(decimal, digits, "down");
          if (shown.includes("<")) return magnitude > 0n && floor === 0n;
          return BigInt(shown.replaceAll(/[,.]/g, "").replace("−", "-")) === floor;
        },
      ),
    );
  });

  it("keeps everything where nothing is to be rounded", () => {
    expect(exactDecimal("1234567.000000000000002197")).toBe("1,234,567.000000000000002197");
    expect(["59152.52", "2197.6", "0.99996", "0.00001234"].map(usefulDigits)).toEqual([2, 4, 5, 9]);
  });
});

it("states basis points and lengths of time", () => {
  expect([0, 7, 123, -4387, 18413].map(formatBps)).toEqual([
    "0.00\u00a0%",
    "0.07\u00a0%",
    "1.23\u00a0%",
    "−43.87\u00a0%",
    "184.13\u00a0%",
  ]);
  expect([0, 59, 60, 3_725, 90_000, 315_360_000].map(formatDuration)).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "1 h 2 min",
    "1 d 1 h",
    "10 y",
  ]);
});

it("names the request that repeats an answer", () => {
  const at = "eip155:1:120,eip155:10:118~9a0b364b9e99bb48";
  expect(repeatUrl("http://h/v1/at-risk?limit=5&maxAgeSeconds=60", at)).toBe(
    `http://h/v1/at-risk?limit=5&at=${at}`,
  );
  expect(repeatUrl("http://h/v1/chains", null)).toBe("http://h/v1/chains");
  expect(readPointer({ a: [{ "b/c": null }] }, "/a/0/b~1c")).toBeNull();
  expect(readPointer({ a: 1 }, "/a/b")).toBeUndefined();
});
