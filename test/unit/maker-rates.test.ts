import { describe, expect, it } from "vitest";
import { drippedRateRay, rpow } from "../../src/protocols/maker/rates.ts";

const RAY = 10n ** 27n;
const ETHER = 10n ** 18n;
const DAY = 86_400n;
/** 5 %, 10 % and -2.5 % a day, as in the tests of dss. */
const five = 1_000_000_564_701_133_626_865_910_626n;
const ten = 1_000_001_103_127_689_513_476_993_127n;
const minusTwoAndAHalf = 999_999_706_969_857_929_985_428_567n;

/** What a drip makes of a debt of 100 more, in wad. */
const interest = (rateRay: bigint) => (100n * ETHER * (rateRay - RAY)) / RAY;
const drip = (dutyRay: bigint, days: bigint, { rateRay = RAY, baseRay = 0n } = {}) =>
  drippedRateRay({ rateRay, dutyRay, baseRay, seconds: days * DAY });

describe("the Jug's drip, by the figures of dss (src/test/jug.t.sol)", () => {
  it("compounds a fee over days", () => {
    expect(interest(drip(five, 1n))).toBe(5n * ETHER);
    expect(interest(drip(five, 2n))).toBe((1_025n * ETHER) / 100n);
    expect(interest(drip(five, 3n))).toBe((157_625n * ETHER) / 10_000n);
  });

  it("goes on with another fee from the rate reached", () => {
    const rateRay = drip(five, 1n);
    expect(interest(drip(ten, 1n, { rateRay }))).toBe((155n * ETHER) / 10n);
  });

  it("adds the base fee to the ilk's", () => {
    expect(interest(drip(five - RAY / 2n, 1n, { baseRay: RAY / 2n }))).toBe(5n * ETHER);
  });

  it("takes a negative fee", () => {
    expect((100n * ETHER * drip(minusTwoAndAHalf, 3n)) / RAY).toBe(
      (926_859_375n * ETHER) / 10_000_000n,
    );
  });

  it("changes nothing in the same second", () => {
    expect(drip(five, 0n, { rateRay: 1_234_567_890n })).toBe(1_234_567_890n);
  });

  it("refuses a time before the last drip, as the contract does", () => {
    expect(() => drip(five, -1n)).toThrow(RangeError);
  });
});

describe("rpow", () => {
  it("knows nothing to the power of nothing as one", () => {
    expect(rpow(0n, 0n)).toBe(RAY);
    expect(rpow(0n, 7n)).toBe(0n);
  });

  it("rounds each multiplication half up", () => {
    const base = RAY + 1n;
    // (RAY+1)² / RAY = RAY + 2 + 1/RAY, and the same with a half: 1.5² = 2.25 in the last digit.
    expect(rpow(base, 2n)).toBe(RAY + 2n);
    expect(rpow(RAY / 2n + 1n, 2n)).toBe(RAY / 4n + 1n);
  });
});
