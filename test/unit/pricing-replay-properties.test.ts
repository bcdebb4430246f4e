import fc from "fast-check";
import { describe, it } from "vitest";
import type { PricePolicy } from "../../src/api/methodology/methodology.ts";
import type { Observation } from "../../src/core/observation.ts";
import { MAJORS, makeFeed, NOW, observe } from "../support/pricing/make-feed.ts";
import { makeReplay, policyOf } from "../support/pricing/make-replay.ts";
import { PROPERTY, requireEqual } from "../support/pricing/property-runs.ts";

const NAMES = ["a", "b", "c"];
const FEEDS = NAMES.map((id) => makeFeed(id, { heartbeatSeconds: 600 }));

/** Every rule at once, with windows so short that some hundred seconds cross several of them. */
const RESTLESS: PricePolicy = {
  ...MAJORS,
  lastGoodSeconds: 300,
  breaker: { jumpBps: 1_000, intervalSeconds: 12, boxSeconds: 120 },
  rise: { burstBps: 20, bpsPerHour: 60_000, windowSeconds: 200 },
  par: { parWad: 2_000n * 10n ** 18n, depegBps: 200, depegHardSpreadBps: 600 },
};
const STEPPED: PricePolicy = { ...RESTLESS, step: { stepBps: 300, windowSeconds: 150 } };
const POLICIES = [RESTLESS, STEPPED, policyOf("majors"), policyOf("nav")];

const PAUSES = [0, 3, 7, 12, 20, 40, 121, 301, 700];
const LATE = [0, 0, 0, 0, -5, 30, 100];
/** Dollars: agreement, small and large moves, nonsense. */
const VALUES = [1_995, 2_000, 2_004, 2_010, 1_960, 2_050, 1_750, 2_300, 2_350, 1, 10_000];

/** Each number is one observation: its digits in mixed radix are the feed, pause, delay and value. */
const observations = fc
  .array(fc.nat(NAMES.length * PAUSES.length * LATE.length * VALUES.length - 1), {
    minLength: 1,
    maxLength: 14,
  })
  .map((codes) => {
    let time = NOW;
    return codes.map((code): Observation => {
      let rest = code;
      const pick = <T>(from: readonly T[]): T => {
        const one = from[rest % from.length] as T;
        rest = Math.floor(rest / from.length);
        return one;
      };
      const feed = pick(NAMES);
      time += pick(PAUSES);
      return observe(feed, BigInt(pick(VALUES)) * 10n ** 8n, {
        writeTimeSeconds: time,
        sourceTimeSeconds: time - pick(LATE),
      });
    });
  });
const moments = fc.array(fc.nat(2_000), { minLength: 1, maxLength: 6 });

describe("a replay", () => {
  it(
    "in steps equals a replay at once, whatever is asked in between",
    () => {
      fc.assert(
        fc.property(observations, moments, fc.nat(3), (said, asked, which) => {
          const policy = POLICIES[which] ?? RESTLESS;
          const replay = () => makeReplay({ policy, feeds: FEEDS, observations: said });
          const times = asked.map((after) => NOW + after).sort((a, b) => a - b);
          const stepped = replay();
          const inSteps = times.map((time) => stepped.at(time)).at(-1);
          requireEqual(inSteps, replay().at(times.at(-1) ?? NOW));
        }),
        PROPERTY.runs,
      );
    },
    PROPERTY.timeout,
  );

  it(
    "is not moved by evaluations that bring no news",
    () => {
      // A mirror of `a` on a chain that the answer does not cover: its writes are heard of, and no more.
      const noisy = [...FEEDS, makeFeed("noise", { chainId: 9, upstream: ["tag-a"] })];
      const presentChainIds = new Set([1]);
      fc.assert(
        fc.property(observations, moments, fc.nat(3), (said, noise, which) => {
          const policy = POLICIES[which] ?? RESTLESS;
          const [asked = 0, ...calls] = noise;
          const replay = (of: readonly Observation[]) =>
            makeReplay({ policy, feeds: noisy, observations: of, presentChainIds });
          const time = NOW + asked + 1;
          const more = calls.map((after) =>
            observe("noise", 1n, { chainId: 9, time: NOW + after }),
          );
          requireEqual(replay([...said, ...more]).at(time), replay(said).at(time));
        }),
        PROPERTY.runs,
      );
    },
    PROPERTY.timeout,
  );
});
