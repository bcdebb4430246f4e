import type { Address } from "viem";
import { describe, expect, it } from "vitest";
import { meanTick } from "../../src/oracles/uniswap-v3/mean-tick.ts";
import { quoteAtTick } from "../../src/oracles/uniswap-v3/quote-at-tick.ts";
import { quoteDepth } from "../../src/oracles/uniswap-v3/quote-depth.ts";
import { sqrtRatioX96AtTick } from "../../src/oracles/uniswap-v3/tick-math.ts";
import { afterChange, type TickState } from "../../src/oracles/uniswap-v3/tick-state.ts";
import { addressOf } from "../support/handler-harness.ts";

describe("the ratio at a tick", () => {
  it("is that of TickMath.spec.ts of Uniswap's v3-core", () => {
    expect(sqrtRatioX96AtTick(-887_272)).toBe(4_295_128_739n);
    expect(sqrtRatioX96AtTick(-887_271)).toBe(4_295_343_490n);
    expect(sqrtRatioX96AtTick(0)).toBe(2n ** 96n);
    expect(sqrtRatioX96AtTick(887_271)).toBe(
      1_461_373_636_630_004_318_706_518_188_784_493_106_690_254_656_249n,
    );
    expect(sqrtRatioX96AtTick(887_272)).toBe(
      1_461_446_703_485_210_103_287_273_052_203_988_822_378_723_970_342n,
    );
  });

  it("is within a millionth of 1.0001^(tick/2) everywhere", () => {
    for (let tick = -700_000; tick <= 700_000; tick += 12_345) {
      const approximate = 1.0001 ** (tick / 2) * 2 ** 96;
      expect(Math.abs(Number(sqrtRatioX96AtTick(tick)) / approximate - 1)).toBeLessThan(1e-6);
    }
  });

  it("does not exist beyond the ticks of a pool", () => {
    expect(() => sqrtRatioX96AtTick(887_273)).toThrow("887273");
    expect(() => sqrtRatioX96AtTick(0.5)).toThrow("0.5");
  });
});

describe("a quote", () => {
  const low = addressOf(1);
  const high = addressOf(2);

  it("is 10^12 for equal raw amounts of a token of 18 and one of 6 decimals, either way round", () => {
    const decimals = { baseDecimals: 18, quoteDecimals: 6 };
    const expected = 10n ** 30n;
    expect(quoteAtTick({ tick: 0, baseToken: low, quoteToken: high, ...decimals })).toBe(expected);
    expect(quoteAtTick({ tick: 0, baseToken: high, quoteToken: low, ...decimals })).toBe(expected);
  });

  it("rises with the tick for token0 and falls for token1: 2,000 USDC per WETH near tick 200,311", () => {
    const token1 = quoteAtTick({
      tick: 200_311,
      baseToken: high,
      quoteToken: low,
      baseDecimals: 18,
      quoteDecimals: 6,
    });
    const token0 = quoteAtTick({
      tick: -200_311,
      baseToken: low,
      quoteToken: high,
      baseDecimals: 18,
      quoteDecimals: 6,
    });
    for (const quote of [token0, token1])
      expect(Math.abs(Number(quote) / 1e18 / 2_000 - 1)).toBeLessThan(2e-4);
  });
});

describe("the mean tick", () => {
  const start: TickState = {
    blockNumber: 1n,
    blockTimestampSeconds: 1_000,
    tick: 10,
    tickCumulative: 0n,
    liquidity: 1n,
  };
  const later = afterChange(start, { blockNumber: 2n, blockTimestampSeconds: 1_010, tick: -21 });

  it("weights each tick by the seconds that it stood", () => {
    expect(later.tickCumulative).toBe(100n);
    expect(meanTick([start, later], { atSeconds: 1_020, windowSeconds: 20 })).toBe(-6);
    expect(meanTick([start, later], { atSeconds: 1_010, windowSeconds: 10 })).toBe(10);
    expect(meanTick([start, later], { atSeconds: 1_015, windowSeconds: 5 })).toBe(-21);
  });

  it("rounds toward minus infinity: 100 − 21·10 over 20 s is −5.5", () => {
    expect(meanTick([start, later], { atSeconds: 1_020, windowSeconds: 20 })).toBe(-6);
  });

  it("is unknown where the history is shorter than the window", () => {
    expect(meanTick([start, later], { atSeconds: 1_020, windowSeconds: 21 })).toBeNull();
    expect(meanTick([], { atSeconds: 1_020, windowSeconds: 1 })).toBeNull();
  });

  it("counts one block's changes once", () => {
    const again = afterChange(later, { blockNumber: 2n, blockTimestampSeconds: 1_010, tick: 5 });
    expect(again).toMatchObject({ tick: 5, tickCumulative: 100n, liquidity: 1n });
  });
});

describe("quoteDepth", () => {
  const [low, high] = [addressOf(1), addressOf(2)];

  it("is the liquidity itself where both tokens are worth the same, and more or less by the root of the price", () => {
    const depth = (tick: number, baseToken: Address, quoteToken: Address) =>
      quoteDepth({ liquidity: 10n ** 18n, tick, baseToken, quoteToken });
    expect(depth(0, low, high)).toBe(10n ** 18n);
    expect(depth(0, high, low)).toBe(10n ** 18n);
    // 1.0001^46054 is a little less than 100: its root ten times as much of the one, a tenth of the other.
    expect(depth(46_054, low, high) / 10n ** 15n).toBe(9_999n);
    expect(depth(46_054, high, low) / 10n ** 13n).toBe(10_000n);
  });

  it("is what the devnet's pool was given: 25 million dollars for 5 · 10^17 at 2,500 USDC a WETH", () => {
    // Raw USDC per raw WETH is 2.5 · 10^-9, at tick -198079.
    const raw = quoteDepth({
      ...{ liquidity: 5n * 10n ** 17n, tick: -198_079 },
      ...{ baseToken: low, quoteToken: high },
    });
    expect(raw / 10n ** 9n).toBe(25_000n);
  });
});
