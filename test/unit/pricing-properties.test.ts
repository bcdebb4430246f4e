import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MethodologyFeed } from "../../src/api/methodology/methodology.ts";
import { evaluatePrice } from "../../src/api/pricing/evaluate-price.ts";
import type { Price } from "../../src/api/pricing/price.ts";
import type { Observation } from "../../src/core/observation.ts";
import { byFeed, MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";

type Setting = { feed: MethodologyFeed; observation: Observation | null };

/** Around 2,000 dollars in 8 decimals, with liars, dead feeds and mirrors among up to nine feeds. */
const settings = fc
  .array(
    fc.record({
      value: fc.oneof(
        { weight: 4, arbitrary: fc.bigInt(199_200_000_000n, 200_800_000_000n) },
        { weight: 1, arbitrary: fc.bigInt(-1n, 10n ** 14n) },
      ),
      ageSeconds: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 0, max: 4_200 }) },
        { weight: 1, arbitrary: fc.integer({ min: -100, max: 100_000 }) },
      ),
      missing: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
      upstream: fc.integer({ min: 0, max: 8 }),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((rows) =>
    rows.map(({ value, ageSeconds, missing, upstream }, index): Setting => {
      const id = `feed-${index}`;
      return {
        feed: makeFeed(id, { upstream: [`upstream-${upstream}`] }),
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
          expect(evaluate(shuffled)).toEqual(evaluate(list));
        },
      ),
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
        expect(values(after)).toEqual(values(before));
        expect(after.quorum).toEqual(before.quorum);
      }),
    );
  });

  it("orders low ≤ mid ≤ high, has a value unless unavailable, and is ok on four terms only", () => {
    fc.assert(
      fc.property(settings, (list) => {
        const price = evaluate(list);
        const { lowWad, midWad, highWad, quorum } = price;
        expect(lowWad === null).toBe(price.status === "unavailable");
        if (lowWad === null || midWad === null || highWad === null) return;
        expect(lowWad <= midWad && midWad <= highWad).toBe(true);
        const voters = price.feeds.filter((feed) => feed.voted);
        const votes = voters.map((feed) => feed.priceWad ?? 0n);
        expect(votes).toContain(lowWad);
        expect(votes).toContain(highWad);
        expect(new Set(voters.map((feed) => feed.voteGroup)).size).toBe(quorum.had);
        expect(voters.every((feed) => feed.reject === null)).toBe(true);
        expect(quorum.had * 2).toBeGreaterThan(quorum.configured);
        if (price.status !== "ok") return;
        expect(quorum.had).toBeGreaterThanOrEqual(3);
        expect((price.spreadBps ?? 0) <= MAJORS.softSpreadBps).toBe(true);
      }),
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
        expect([after.status, after.flags, after.quorum, after.spreadBps]).toEqual([
          before.status,
          before.flags,
          before.quorum,
          before.spreadBps,
        ]);
        expect(after.feeds.map((feed) => feed.voted)).toEqual(
          before.feeds.map((feed) => feed.voted),
        );
        if (before.lowWad === null || before.highWad === null) return;
        expect(after.lowWad).toBe(before.lowWad * factor);
        expect(after.highWad).toBe(before.highWad * factor);
      }),
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
          expect(lowWad !== null && lowWad >= least * 10n ** 10n).toBe(true);
          expect(highWad !== null && highWad <= most * 10n ** 10n).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("one liar and one dead of three: never ok, and never far off where there is a price", () => {
    let published = 0;
    fc.assert(
      fc.property(honestValue, liarValue, (honest, lie) => {
        const price = evaluate(independent([honest, lie, null]));
        expect(price.status).not.toBe("ok");
        if (price.lowWad === null || price.highWad === null) return;
        published += 1;
        const truth = honest * 10n ** 10n;
        expect(price.lowWad * 10_000n >= truth * 9_690n).toBe(true);
        expect(price.highWad * 10_000n <= truth * 10_310n).toBe(true);
      }),
      { numRuns: 1_000 },
    );
    expect(published).toBeGreaterThan(0);
  });
});
