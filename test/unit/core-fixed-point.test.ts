import { describe, expect, it } from "vitest";
import { formatFixed, mulDivDown, mulDivUp } from "../../src/core/fixed-point.ts";

describe("mulDiv", () => {
  it("rounds down and up by less than one, and not at all where the quotient is whole", () => {
    expect(mulDivDown(7n, 3n, 2n)).toBe(10n);
    expect(mulDivUp(7n, 3n, 2n)).toBe(11n);
    expect(mulDivDown(6n, 3n, 2n)).toBe(9n);
    expect(mulDivUp(6n, 3n, 2n)).toBe(9n);
    expect(mulDivUp(0n, 3n, 2n)).toBe(0n);
  });

  it("does not lose digits beyond 2^53 or 2^256", () => {
    const huge = 2n ** 300n + 1n;
    expect(mulDivDown(huge, 10n ** 18n, 10n ** 18n)).toBe(huge);
    expect(mulDivUp(huge, 2n, 4n)).toBe(2n ** 299n + 1n);
  });

  it("refuses a division by nothing and negative operands, which would round the other way", () => {
    expect(() => mulDivDown(1n, 1n, 0n)).toThrow("denominator 0");
    expect(() => mulDivUp(1n, 1n, -1n)).toThrow("denominator -1");
    expect(() => mulDivDown(-1n, 1n, 1n)).toThrow("negative operand");
    expect(() => mulDivUp(1n, -1n, 1n)).toThrow("negative operand");
  });
});

describe("formatFixed", () => {
  it.each([
    [1_234_500n, 4, "123.45"],
    [0n, 18, "0"],
    [1n, 18, "0.000000000000000001"],
    [-1n, 2, "-0.01"],
    [-250n, 2, "-2.5"],
    [1_000n, 3, "1"],
    [42n, 0, "42"],
    [100n, 0, "100"],
    [2n ** 256n - 1n, 0, `${2n ** 256n - 1n}`],
    [123_456_789_012_345_678_901n, 18, "123.456789012345678901"],
  ])("writes %s with %s decimals as %s", (value, decimals, text) => {
    expect(formatFixed(value, decimals)).toBe(text);
  });
});
