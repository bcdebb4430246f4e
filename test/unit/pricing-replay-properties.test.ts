import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PricePolicy } from "../../src/api/methodology/methodology.ts";
import type { Observation } from "../../src/core/observation.ts";
import { MAJORS, makeFeed, NOW, observe } from "../support/pricing/make-feed.ts";
import { makeReplay, policyOf } from "../support/pricing/make-replay.ts";

const FEEDS = ["a", "b", "c"].map((id) => makeFeed(id, { heartbeatSeconds: 600 }));

/** Every rule at once, with windows so short that some hundred seconds cross several of them. */
const RESTLESS: PricePolicy = {
  ...MAJORS,
  lastGoodSeconds: 300,
  breaker: { jumpBps: 1_000, intervalSeconds: 12, boxSeconds: 120 },
  rise: { bpsPerHour: 60_000, windowSeconds: 200 },
  par: { parWad: 2_000n * 10n ** 18n, depegBps: 200, depegHardSpreadBps: 600 },
};
const STEPPED: PricePolicy = { ...RESTLESS, step: { stepBps: 300, windowSeconds: 150 } };

const observations = fc
  .array(
    fc.record({
      feed: fc.constantFrom("a", "b", "c"),
      afterSeconds: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 700 })),
      lateSeconds: fc.oneof(fc.constant(0), fc.integer({ min: -5, max: 100 })),
      value: fc.oneof(fc.bigInt(1_990n, 2_010n), fc.bigInt(1_700n, 2_400n), fc.bigInt(1n, 10_000n)),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((rows) => {
    let time = NOW;
    return rows.map(({ feed, afterSeconds, lateSeconds, value }): Observation => {
      time += afterSeconds;
      return observe(feed, value * 10n ** 8n, {
        writeTimeSeconds: time,
        sourceTimeSeconds: time - lateSeconds,
      });
    });
  });

describe("a replay", () => {
  it.each([
    ["with a breaker", RESTLESS],
    ["with steps", STEPPED],
    ["of majors", policyOf("majors")],
    ["of net asset values", policyOf("nav")],
  ])("%s in steps equals a replay at once, whatever is asked in between", (_, policy) => {
    fc.assert(
      fc.property(
        observations,
        fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 12 }),
        (said, asked) => {
          const times = [...new Set(asked)].sort((a, b) => a - b).map((after) => NOW + after);
          const stepped = makeReplay({ policy, feeds: FEEDS, observations: said });
          const last = times.at(-1) ?? NOW;
          let inSteps: unknown;
          for (const time of times) inSteps = stepped.at(time);
          inSteps ??= stepped.at(last);
          expect(inSteps).toEqual(
            makeReplay({ policy, feeds: FEEDS, observations: said }).at(last),
          );
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
