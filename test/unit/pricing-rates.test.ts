import { describe, expect, it } from "vitest";
import { createPriceReplay } from "../../src/api/pricing/create-price-replay.ts";
import { judgeRate } from "../../src/api/pricing/judge-rate.ts";
import type { RateCapObservation, RateObservation } from "../../src/core/rate-observation.ts";
import { MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";
import { historyOf } from "../support/pricing/make-replay.ts";

const WAD = 10n ** 18n;
const guard = { stepBps: 20, windowSeconds: 3_600 };
const said = (rateWad: bigint | null, at: number): RateObservation => ({
  rateId: "rate",
  chainId: 1,
  rateWad,
  confidenceBps: null,
  sourceTimeSeconds: NOW + at,
  writeTimeSeconds: NOW + at,
});

function derivedAt(
  after: number,
  rates: readonly RateObservation[],
  caps: readonly RateCapObservation[] = [],
) {
  const derived = makePrice([], {
    id: "LST/USD",
    derived: {
      rateId: "rate",
      rateUnit: "ETH",
      basePriceId: "ETH/USD",
      marketPriceId: null,
      guard,
      maximumAgeSeconds: 7_200,
      cap: caps.length === 0 ? null : "contract",
    },
  });
  const shares = makePrice([], {
    id: "SHARE/USD",
    derived: {
      rateId: "share",
      rateUnit: "LST",
      basePriceId: "LST/USD",
      marketPriceId: null,
      guard,
      maximumAgeSeconds: 7_200,
      cap: null,
    },
  });
  return createPriceReplay({
    methodology: {
      prices: [makePrice(["x", "y", "z"].map((id) => makeFeed(id))), derived, shares],
      policies: [MAJORS],
    },
    history: {
      feeds: historyOf(
        ["x", "y", "z"].map((id) => observe(id, 2_000n * 10n ** 8n, { time: NOW + after })),
      ),
      rates: new Map([
        ["rate", rates],
        [
          "share",
          [said(2n * WAD, -7_200)].map((one) => ({ ...one, sourceTimeSeconds: NOW + after })),
        ],
      ]),
      caps: new Map([["rate", caps]]),
    },
  }).pricesAt(NOW + after);
}

describe("a derived price", () => {
  it("has none where its provider failed or was never asked, and neither has what rests on it", () => {
    for (const rates of [[], [said(WAD, -60), said(null, 0)]]) {
      const prices = derivedAt(0, rates);
      for (const id of ["LST/USD", "SHARE/USD"]) {
        expect(prices.get(id)).toMatchObject({ status: "unavailable", midWad: null });
      }
      expect(prices.get("LST/USD")?.flags).toEqual(["rate_missing"]);
    }
  });

  it("is what a share of a share stands for", () => {
    expect(derivedAt(0, [said((WAD * 3n) / 2n, -7_200)]).get("SHARE/USD")).toMatchObject({
      status: "ok",
      midWad: 6_000n * WAD,
      derived: { rateId: "share", rateWad: 2n * WAD },
    });
  });

  it("takes its cap from the contract as it was at the time", () => {
    const cap = (snapshotWad: bigint, at: number): RateCapObservation => ({
      snapshotWad,
      snapshotSeconds: NOW - 100,
      growthBpsPerYear: 1_000,
      writeTimeSeconds: NOW + at,
    });
    const rates = [said(WAD, -7_200)];
    const caps = [cap(WAD, -50), cap(2n * WAD, 10)];
    expect(derivedAt(0, rates, caps).get("LST/USD")).toMatchObject({ flags: [], status: "ok" });
    expect(derivedAt(20, rates, caps).get("LST/USD")?.derived?.capWad).toBeGreaterThan(2n * WAD);
    // Nothing is known of the cap before it was first read: that is no cap that holds.
    expect(derivedAt(-60, rates, caps).get("LST/USD")).toMatchObject({
      status: "degraded",
      flags: ["cap_misconfigured"],
      derived: { capWad: null },
    });
  });
});

describe("judgeRate", () => {
  it("skips what a provider did not say when it looks for the rate of a window ago", () => {
    const verdict = judgeRate({
      history: [said(WAD, -7_200), said(null, -3_700), said(WAD + WAD / 100n, 0)],
      guard,
      cap: null,
      timeSeconds: NOW,
    });
    expect(verdict).toMatchObject({ flags: ["rate_jump"], rateWad: WAD, doubtBps: 100 });
  });
});
