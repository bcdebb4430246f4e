import type { Observation } from "../../core/observation.ts";
import { type BackedOutcome, backPrice } from "./back-price.ts";
import { type DerivedOutcome, derivePrice, type PricePart } from "./derive-price.ts";
import { historyEventTimes } from "./history-events.ts";
import { nextTimerSeconds } from "./next-timer-seconds.ts";
import type { PreparedPrice } from "./prepare-price.ts";
import type { PriceHistory } from "./price-history.ts";
import { EMPTY_STATE, type PriceState } from "./price-state.ts";
import { type PriceOutcome, stepPrice } from "./step-price.ts";

/** A price of feeds, a derived one, or one of a bridged token. */
export type FoldOutcome =
  | (PriceOutcome & { derived?: never; backing?: never })
  | (DerivedOutcome & { backing?: never })
  | (BackedOutcome & { derived?: never });

export type PriceFold = {
  /**
   * Every price at the time, by price id, after everything before it. `observations` replaces what
   * the history says of that very moment, and `reached` how far each chain is by then, for what is
   * compared between chains. Times must not go back.
   */
  outcomesAt(
    timeSeconds: number,
    observations?: ReadonlyMap<string, Observation>,
    reached?: ReadonlyMap<number, number>,
  ): Map<string, FoldOutcome>;
};

/**
 * Prices folded over the events of their history from `startSeconds` on. At an event only those
 * prices are evaluated that it touches: an evaluation without news changes nothing.
 *
 * `prepared` has every price after those that it is made of.
 */
export function createPriceFold(parameters: {
  prepared: readonly PreparedPrice[];
  history: PriceHistory;
  startSeconds: number;
  /** The fold is asked for no time from here on. */
  untilSeconds: number;
  presentChainIds?: ReadonlySet<number> | undefined;
  /** Ids of prices that have no value, whatever their feeds say: see `offReferencePrices`. */
  withheld?: ReadonlySet<string> | undefined;
}): PriceFold {
  const { prepared, history, startSeconds, untilSeconds, presentChainIds, withheld } = parameters;
  const states = prepared.map(({ price }) => initialState(history, price.id, startSeconds));
  const outcomes = new Map<string, FoldOutcome>();
  const spoken = new Map<string, { index: number; list: readonly Observation[] }>();
  for (const [feedId, list] of history.feeds) spoken.set(feedId, { index: -1, list });
  const observations = new Map<string, Observation>();
  const events = collectEvents(prepared, history, startSeconds, untilSeconds);
  let nextEvent = 0;

  const hear = (timeSeconds: number) => {
    for (const [feedId, cursor] of spoken) {
      let { index } = cursor;
      while (
        (cursor.list[index + 1]?.writeTimeSeconds ?? Number.POSITIVE_INFINITY) <= timeSeconds
      ) {
        index += 1;
      }
      const observation = cursor.list[index];
      if (index === cursor.index || observation === undefined) continue;
      cursor.index = index;
      observations.set(feedId, observation);
    }
  };
  const suppliesOf = (bridgedId: string, reached: ReadonlyMap<number, number> | undefined) => {
    const supplies = history.supplies?.get(bridgedId) ?? [];
    if (reached === undefined) return supplies;
    return supplies.map((end) => ({ ...end, untilSeconds: reached.get(end.chainId) ?? null }));
  };
  const evaluate = (
    index: number,
    one: PreparedPrice,
    moment: {
      timeSeconds: number;
      said: ReadonlyMap<string, Observation>;
      parts: ReadonlyMap<string, FoldOutcome>;
      trusted: boolean;
      reached?: ReadonlyMap<number, number> | undefined;
    },
  ): { outcome: FoldOutcome; state: PriceState } => {
    const state = states[index] ?? EMPTY_STATE;
    const { timeSeconds, said, parts, trusted } = moment;
    const { derived, backing } = one.price;
    if (backing !== undefined) {
      const outcome = backPrice({
        rule: backing,
        supplies: suppliesOf(backing.bridgedId, moment.reached),
        base: partOf(parts, backing.basePriceId),
        evaluatedAtSeconds: timeSeconds,
      });
      return { outcome, state };
    }
    if (derived === undefined) {
      const inputs = {
        observations: said,
        conversions: parts,
        evaluatedAtSeconds: timeSeconds,
        presentChainIds,
        sequencers: history.sequencers,
      };
      return stepPrice({ prepared: one, state, inputs, trusted });
    }
    const { rateId, basePriceId, marketPriceId } = derived;
    const outcome = derivePrice({
      rule: derived,
      rates: history.rates?.get(rateId) ?? [],
      caps: history.caps?.get(rateId) ?? [],
      base: partOf(parts, basePriceId),
      market: marketPriceId === null ? null : partOf(parts, marketPriceId),
      evaluatedAtSeconds: timeSeconds,
    });
    return { outcome, state };
  };

  const released = (priceId: string, outcome: FoldOutcome): FoldOutcome =>
    withheld?.has(priceId) === true ? withholdPrice(outcome) : outcome;

  /** Evaluates the prices that are touched, and those whose parts have changed by that. */
  const evaluateAt = (timeSeconds: number, touched: ReadonlySet<number>, trusted: boolean) => {
    hear(timeSeconds);
    const changed = new Set<string>();
    prepared.forEach((one, index) => {
      const { price } = one;
      if (!touched.has(index) && !one.parts.some((part) => changed.has(part))) return;
      const state = states[index] ?? EMPTY_STATE;
      // Another authority speaks for the time up to its accepted price.
      if (timeSeconds <= state.timeSeconds) return;
      const before = outcomes.get(price.id);
      const after = evaluate(index, one, {
        timeSeconds,
        said: observations,
        parts: outcomes,
        trusted: trusted && state === EMPTY_STATE,
      });
      states[index] = after.state;
      const outcome = released(price.id, after.outcome);
      outcomes.set(price.id, outcome);
      if (differs(before, outcome)) changed.add(price.id);
    });
  };
  evaluateAt(startSeconds, new Set(prepared.keys()), true);

  return {
    outcomesAt(timeSeconds, said, reached) {
      for (;;) {
        const timers = prepared.map(({ policy }, index) =>
          nextTimerSeconds(policy, states[index] ?? EMPTY_STATE),
        );
        const event = events[nextEvent];
        const at = Math.min(
          event?.timeSeconds ?? Number.POSITIVE_INFINITY,
          ...timers.map((timer) => timer ?? Number.POSITIVE_INFINITY),
        );
        if (at >= timeSeconds) break;
        const touched = new Set(event?.timeSeconds === at ? event.prices : []);
        timers.forEach((timer, index) => {
          if (timer === at) touched.add(index);
        });
        if (event?.timeSeconds === at) nextEvent += 1;
        evaluateAt(at, touched, false);
      }
      if (said === undefined) hear(timeSeconds);
      const now = new Map<string, FoldOutcome>();
      prepared.forEach((one, index) => {
        const moment = {
          ...{ timeSeconds, said: said ?? observations, parts: now, trusted: false },
          reached,
        };
        now.set(one.price.id, released(one.price.id, evaluate(index, one, moment).outcome));
      });
      return now;
    },
  };
}

type Event = { timeSeconds: number; prices: readonly number[] };

function collectEvents(
  prepared: readonly PreparedPrice[],
  history: PriceHistory,
  fromSeconds: number,
  untilSeconds: number,
): Event[] {
  const byTime = new Map<number, number[]>();
  prepared.forEach((one, index) => {
    for (const time of historyEventTimes(one, history, { fromSeconds, untilSeconds })) {
      const prices = byTime.get(time);
      if (prices === undefined) byTime.set(time, [index]);
      else prices.push(index);
    }
  });
  return [...byTime]
    .map(([timeSeconds, prices]) => ({ timeSeconds, prices }))
    .sort((a, b) => a.timeSeconds - b.timeSeconds);
}

function initialState(history: PriceHistory, priceId: string, startSeconds: number): PriceState {
  const accepted = history.accepted?.get(priceId);
  if (accepted === undefined || accepted.asOfSeconds < startSeconds) return EMPTY_STATE;
  const { lowWad, asOfSeconds } = accepted;
  return {
    ...EMPTY_STATE,
    timeSeconds: asOfSeconds,
    lastGood: accepted,
    lows: [{ valueWad: lowWad, untilSeconds: asOfSeconds }],
  };
}

/** An outcome whose evidence is shown and whose value is not. */
function withholdPrice(outcome: FoldOutcome): FoldOutcome {
  return {
    ...outcome,
    status: "unavailable",
    lowWad: null,
    midWad: null,
    highWad: null,
    asOfSeconds: null,
    flags: new Set([...outcome.flags, "off_reference"]),
  };
}

/** Whether a price that is made of this one may differ. */
function differs(before: FoldOutcome | undefined, after: FoldOutcome): boolean {
  return (
    before?.status !== after.status ||
    before.midWad !== after.midWad ||
    before.lowWad !== after.lowWad ||
    before.highWad !== after.highWad
  );
}

function partOf(outcomes: ReadonlyMap<string, FoldOutcome>, priceId: string): PricePart {
  const outcome = outcomes.get(priceId);
  if (outcome === undefined) throw new RangeError(`The price ${priceId} was not evaluated.`);
  const { status, lowWad, midWad, highWad, asOfSeconds, flags } = outcome;
  const spreadBps =
    "aggregate" in outcome ? outcome.aggregate.settlement.spreadBps : outcome.spreadBps;
  return { status, lowWad, midWad, highWad, asOfSeconds, flags, spreadBps };
}
