import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { MethodologyFeed } from "../../src/api/methodology/methodology.ts";
import { evaluatePrice } from "../../src/api/pricing/evaluate-price.ts";
import type { Price } from "../../src/api/pricing/price.ts";
import type { Observation } from "../../src/core/observation.ts";
import { byFeed, MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";
import { PROPERTY, requireEqual, requireThat } from "../support/pricing/property-runs.ts";

vi.setConfig({ testTimeout: PROPERTY.timeout });

type Setting = { feed: MethodologyFeed; observation: Observation | null };

const AGES = [0, 0, 1, 60, 4_199, 4_200, 4_201, -1, -100, 100_000];
const LIES = [-1n, 0n, 1n, 10n ** 6n, 190_000_000_000n, 205_000_000_000n, 10n ** 14n];

/**
 * Around 2,000 dollars in 8 decimals, with liars, dead feeds and mirrors among up to nine feeds. Each
 * number is one feed: its digits in mixed radix are whether it lies, its value, age and upstream.
 */
const settings = fc
  .array(fc.nat(5 * 1_600_001 * 10 * 10 * 9 - 1), { minLength: 1, maxLength: 9 })
  .map((codes) =>
    codes.map((code, index): Setting => {
      let rest = code;
      const pick = (radix: number) => {
        const digit = rest % radix;
        rest = Math.floor(rest / radix);
        return digit;
      };
      const lies = pick(5) === 0;
      const honest = pick(1_600_001);
      const value = lies
        ? (LIES[honest % LIES.length] ?? 0n)
        : 199_200_000_000n + BigInt(honest) * 1_000n;
      const ageSeconds = AGES[pick(10)] ?? 0;
      const missing = pick(10) === 0;
      const id = `feed-${index}`;
      return {
        feed: makeFeed(id, { upstream: [`upstream-${pick(9)}`] }),
        observation: missing ? null : observe(id, value, { time: NOW - ageSeconds }),
      };
    }),
  );

function evaluate(of: readonly Setting[]): Price {
  return evaluatePrice({
    price: makePrice(of.map((setting) => setting.feed)),
    policy: MAJORS,
    observations: byFeed(
      of.flatMap(({ observation }) => (observation === null ? [] : observation)),
    ),
    conversions: new Map(),
    evaluatedAtSeconds: NOW,
    lastGood: null,
  });
}

const values = ({ status, flags, lowWad, midWad, highWad, spreadBps }: Price) => ({
  status,
  flags,
  lowWad,
  midWad,
  highWad,
  spreadBps,
});

describe("evaluatePrice", () => {
  it("does not depend on the order of feeds or observations", () => {
    fc.assert(
      fc.property(
        settings.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          requireEqual(evaluate(shuffled), evaluate(list));
        },
      ),
      PROPERTY.runs,
    );
  });

  it("does not change by a second copy of a feed that is its upstream's only one", () => {
    fc.assert(
      fc.property(settings, fc.nat(), (list, pick) => {
        const alone = list.map((setting, index) => ({
          ...setting,
          feed: { ...setting.feed, upstream: [`own-${index}`] },
        }));
        const original = alone[pick % alone.length];
        if (original === undefined) throw new Error("The list is never empty.");
        const copy: Setting = {
          feed: { ...original.feed, id: "copy", chainId: 2 },
          observation: original.observation && { ...original.observation, feedId: "copy" },
        };
        const before = evaluate(alone);
        const after = evaluate([...alone, copy]);
        requireEqual(values(after), values(before));
        requireEqual(after.quorum, before.quorum);
      }),
      PROPERTY.runs,
    );
  });

  it("orders low ≤ mid ≤ high, has a value unless unavailable, and is ok on four terms only", () => {
    fc.assert(
      fc.property(settings, (list) => {
        const price = evaluate(list);
        const { lowWad, midWad, highWad, quorum } = price;
        requireEqual(lowWad === null, price.status === "unavailable");
        if (lowWad === null || midWad === null || highWad === null) return;
        requireThat(lowWad <= midWad && midWad <= highWad, "low ≤ mid ≤ high");
        const voters = price.feeds.filter((feed) => feed.voted);
        const votes = voters.map((feed) => feed.priceWad ?? 0n);
        requireThat(votes.includes(lowWad) && votes.includes(highWad), "both sides are votes");
        requireEqual(new Set(voters.map((feed) => feed.voteGroup)).size, quorum.had);
        requireThat(
          voters.every((feed) => feed.reject === null),
          "no voter is rejected",
        );
        requireThat(quorum.had * 2 > quorum.configured, "a majority of the configured votes");
        if (price.status !== "ok") return;
        requireThat(quorum.had >= 3, "an ok price has three votes");
        requireThat((price.spreadBps ?? 0) <= MAJORS.softSpreadBps, "an ok price is not wide");
      }),
      PROPERTY.runs,
    );
  });

  it("scales: all feeds times k is the price times k, with the same votes", () => {
    fc.assert(
      fc.property(settings, fc.bigInt(2n, 10_000n), (list, factor) => {
        const scaled = list.map((setting) => ({
          ...setting,
          observation: setting.observation && {
            ...setting.observation,
            rawValue: setting.observation.rawValue * factor,
          },
        }));
        const before = evaluate(list);
        const after = evaluate(scaled);
        requireEqual(
          [after.status, after.flags, after.quorum, after.spreadBps],
          [before.status, before.flags, before.quorum, before.spreadBps],
        );
        requireEqual(
          after.feeds.map((feed) => feed.voted),
          before.feeds.map((feed) => feed.voted),
        );
        if (before.lowWad === null || before.highWad === null) return;
        requireEqual(after.lowWad, before.lowWad * factor);
        requireEqual(after.highWad, before.highWad * factor);
      }),
      PROPERTY.runs,
    );
  });
});

/** Honest feeds lie within ±40 bps of 2,000 dollars; liars say anything. */
const honestValue = fc.bigInt(199_200_000_000n, 200_800_000_000n);
const liarValue = fc.oneof(
  fc.bigInt(1n, 10n ** 14n),
  fc.bigInt(190_000_000_000n, 210_000_000_000n),
);

const independent = (of: readonly (bigint | null)[]): Setting[] =>
  of.map((value, index) => ({
    feed: makeFeed(`feed-${index}`),
    observation: value === null ? null : observe(`feed-${index}`, value),
  }));

describe("against liars", () => {
  it.each([
    [3, 1],
    [4, 1],
    [5, 1],
    [5, 2],
    [7, 3],
  ])("%i feeds of which %i lie: there is a price, and it is within what the honest say", (n, f) => {
    fc.assert(
      fc.property(
        fc.array(honestValue, { minLength: n - f, maxLength: n - f }),
        fc.array(liarValue, { minLength: f, maxLength: f }),
        (honest, liars) => {
          const { lowWad, highWad } = evaluate(independent([...liars, ...honest]));
          const ascending = honest.toSorted((a, b) => (a < b ? -1 : 1));
          const [least, most] = [ascending.at(0) ?? 0n, ascending.at(-1) ?? 0n];
          requireThat(lowWad !== null && lowWad >= least * 10n ** 10n, "low is honest");
          requireThat(highWad !== null && highWad <= most * 10n ** 10n, "high is honest");
        },
      ),
      PROPERTY.runs,
    );
  });

  it("one liar and one dead of three: never ok, and never far off where there is a price", () => {
    let published = 0;
    fc.assert(
      fc.property(honestValue, liarValue, (honest, lie) => {
        const price = evaluate(independent([honest, lie, null]));
        requireThat(price.status !== "ok", "it is never ok");
        if (price.lowWad === null || price.highWad === null) return;
        published += 1;
        const truth = honest * 10n ** 10n;
        requireThat(price.lowWad * 10_000n >= truth * 9_690n, "low is near the truth");
        requireThat(price.highWad * 10_000n <= truth * 10_310n, "high is near the truth");
      }),
      PROPERTY.runs,
    );
    expect(published).toBeGreaterThan(0);
  });
});
