import { describe, expect, it } from "vitest";
import { createMarket } from "../../devnet/market/create-market.ts";
import { createRandom } from "../../devnet/market/create-random.ts";
import { planRandomRun } from "../../devnet/random/plan-random-run.ts";

const firstTimestamp = 1_000_000;
const make = () => createMarket({ seed: 5, firstTimestamp, shocks: [] });
const hour = 3_600;

describe("the devnet's market", () => {
  it("rests until its first time, and has one price for one time", () => {
    const market = make();
    const first = market.priceE8("ETH/USD", 1);
    expect(market.priceE8("ETH/USD", firstTimestamp)).toBe(first);
    const later = market.priceE8("ETH/USD", firstTimestamp + hour);
    expect(later).not.toBe(first);
    expect(market.priceE8("ETH/USD", 1)).toBe(first);
    expect(make().priceE8("ETH/USD", firstTimestamp + hour)).toBe(later);
  });

  it("goes on from where a shock has left it, in one pair alone", () => {
    const [calm, shaken] = [make(), make()];
    const at = firstTimestamp + hour;
    const before = shaken.priceE8("ETH/USD", at);
    shaken.shock({ pair: "ETH/USD", timestamp: at, movePpm: -400_000 });
    expect(shaken.priceE8("ETH/USD", at)).toBe((before * 6n) / 10n);
    expect(shaken.priceE8("ETH/USD", at + hour)).toBeLessThan((before * 7n) / 10n);
    expect(shaken.priceE8("BTC/USD", at + hour)).toBe(calm.priceE8("BTC/USD", at + hour));
    expect(() => shaken.shock({ pair: "ETH/USD", timestamp: at, movePpm: 1 })).toThrow(
      "has gone beyond",
    );
  });

  it("never strays for good", () => {
    const market = make();
    const first = market.priceE8("ETH/USD", 1);
    for (let index = 1; index <= 60; index++) {
      const timestamp = firstTimestamp + index * hour;
      market.shock({ pair: "ETH/USD", timestamp, movePpm: -300_000 });
      expect(market.priceE8("ETH/USD", timestamp)).toBeGreaterThan(first / 6n);
    }
  });
});

describe("the plan of a run by chance", () => {
  it("is the same for the same seed, and says how long it takes", () => {
    const plan = () =>
      planRandomRun({ random: createRandom({ seed: 3, stream: 1 }), actions: 100 });
    const { gaps, seconds } = plan();
    expect(plan()).toEqual({ actions: 100, gaps, seconds });
    expect(gaps).toHaveLength(17);
    expect(seconds).toBeGreaterThan(gaps.reduce((sum, gap) => sum + gap, 0));
  });
});
