import {
  type Aggregate,
  type AggregateInputs,
  type AggregateResult,
  aggregatePrice,
} from "./aggregate-price.ts";
import { isOverstep, stepReference, withValue } from "./guard-step.ts";
import { judgeDepeg } from "./judge-depeg.ts";
import { type JumpVerdict, judgeJump } from "./judge-jump.ts";
import type { LastGood } from "./last-good.ts";
import { riseLimitWad, withLow } from "./limit-rise.ts";
import type { PreparedPrice } from "./prepare-price.ts";
import type { Price, PriceFlag } from "./price.ts";
import type { PriceState } from "./price-state.ts";
import { standInPrice } from "./stand-in-price.ts";

type PriceValues = Pick<Price, "status" | "lowWad" | "midWad" | "highWad" | "asOfSeconds">;

/** A price without its evidence, and the aggregate that the evidence is in. */
export type PriceOutcome = PriceValues & {
  flags: ReadonlySet<PriceFlag>;
  aggregate: Aggregate;
};

/**
 * One evaluation of a price with everything that depends on the path: the breaker and the first
 * price (R7, R13), the step of a net asset value (R14), the limited rise (R8), the last good price
 * (R9) and par (R12). Pure; and evaluations in between at which no feed had anything new change no
 * later result, so that asking often and asking once are the same.
 *
 * `trusted` marks the begin of a replay, whose first quorum is taken as it is: it is a cut through
 * history, not a first price.
 * @throws RangeError for a time that is not after the state's.
 */
export function stepPrice({
  prepared,
  state,
  inputs,
  trusted = false,
}: {
  prepared: PreparedPrice;
  state: PriceState;
  inputs: AggregateInputs;
  trusted?: boolean;
}): { outcome: PriceOutcome; state: PriceState } {
  const { policy } = prepared;
  const { evaluatedAtSeconds } = inputs;
  const before = carryForward(prepared, state, evaluatedAtSeconds);
  const { aggregate, depeg } = aggregateAtPar(prepared, before.depeg, inputs);
  const { result } = aggregate;
  const flags = new Set(aggregate.flags);
  const anchor = within(before.lastGood, policy.lastGoodSeconds, evaluatedAtSeconds);
  const finish = (values: PriceValues, after: PriceState) => {
    if (after.depeg?.confirmed === true) flags.add("depeg");
    if (isRecent(after.confirmedAtSeconds, policy.breaker?.boxSeconds, evaluatedAtSeconds)) {
      flags.add("jump_confirmed");
    }
    const lowWad = lowSide(values.lowWad, prepared, before, evaluatedAtSeconds);
    if (lowWad.limited) flags.add("rise_limited");
    return { outcome: { ...values, lowWad: lowWad.lowWad, flags, aggregate }, state: after };
  };
  if (result === null) {
    const { hadVotes, quotes } = aggregate;
    return finish(
      standInPrice({ lastGood: anchor, policy, evaluatedAtSeconds, hadVotes, quotes }),
      { ...before, current: null, circuit: null, depeg },
    );
  }

  const { midWad, lowWad, highWad, status } = result;
  const verdict: JumpVerdict = trusted
    ? PASSED
    : judge({ prepared, before, anchor, result, had: aggregate.settlement.inliers.length, inputs });
  const { accepted, jumped } = verdict;
  if (!accepted && verdict.circuit?.kind === "first") flags.add("first_price");
  if (jumped) flags.add("jump");
  const after: PriceState = {
    ...before,
    circuit: verdict.circuit,
    confirmedAtSeconds: accepted && jumped ? evaluatedAtSeconds : before.confirmedAtSeconds,
    current: accepted ? { lowWad, midWad, highWad } : null,
    mids:
      policy.step === undefined
        ? before.mids
        : withValue(
            before.mids,
            { valueWad: midWad, sinceSeconds: evaluatedAtSeconds },
            policy.step,
          ),
    depeg,
  };
  const values = accepted
    ? { status, lowWad, midWad, highWad, asOfSeconds: evaluatedAtSeconds }
    : heldPrice(anchor);
  return finish(values, after);
}

const PASSED: JumpVerdict = { accepted: true, jumped: false, circuit: null };

/**
 * The aggregate under the hard spread that is in force, and the depeg that decides it (R12). The
 * votes within the ordinary spread alone say whether there is one: by a median of the wider spread
 * that rests on the depeg itself, the same votes would end it and begin it in turn.
 */
function aggregateAtPar(
  prepared: PreparedPrice,
  before: PriceState["depeg"],
  inputs: AggregateInputs,
): { aggregate: Aggregate; depeg: PriceState["depeg"] } {
  const { policy } = prepared;
  const { par } = policy;
  const ordinary = aggregatePrice(prepared, inputs);
  if (par === undefined) return { aggregate: ordinary, depeg: before };
  const { evaluatedAtSeconds } = inputs;
  const depeg =
    ordinary.result === null
      ? before
      : judgeDepeg({ ...ordinary.result, before, par, evaluatedAtSeconds });
  if (depeg?.confirmed !== true) return { aggregate: ordinary, depeg };
  const wider = { ...policy, hardSpreadBps: par.depegHardSpreadBps };
  return { aggregate: aggregatePrice({ ...prepared, policy: wider }, inputs), depeg };
}

/** The state with what was in force up to the last second before the evaluation. */
function carryForward(
  { policy }: PreparedPrice,
  state: PriceState,
  evaluatedAtSeconds: number,
): PriceState {
  if (evaluatedAtSeconds <= state.timeSeconds) {
    throw new RangeError(
      `An evaluation at ${evaluatedAtSeconds} does not follow the one at ${state.timeSeconds}.`,
    );
  }
  const { current } = state;
  const untilSeconds = evaluatedAtSeconds - 1;
  if (current === null) return { ...state, timeSeconds: evaluatedAtSeconds };
  return {
    ...state,
    timeSeconds: evaluatedAtSeconds,
    lastGood: { ...current, asOfSeconds: untilSeconds },
    lows:
      policy.rise === undefined
        ? state.lows
        : withLow(state.lows, { valueWad: current.lowWad, untilSeconds }, policy.rise),
  };
}

function judge({
  prepared,
  before,
  anchor,
  result,
  had,
  inputs,
}: {
  prepared: PreparedPrice;
  before: PriceState;
  anchor: LastGood | null;
  result: AggregateResult;
  had: number;
  inputs: AggregateInputs;
}): JumpVerdict {
  const { needed, configured } = prepared;
  const { breaker, step } = prepared.policy;
  const { midWad, freshestWriteSeconds } = result;
  const { evaluatedAtSeconds } = inputs;
  if (step !== undefined) {
    const referenceWad = stepReference(before.mids, step, evaluatedAtSeconds);
    if (isOverstep(midWad, referenceWad, step)) return { ...PASSED, accepted: false, jumped: true };
  }
  if (breaker === undefined) return PASSED;
  return judgeJump({
    midWad,
    had,
    needed,
    configured,
    freshestWriteSeconds,
    anchorWad: anchor?.midWad ?? null,
    circuit: before.circuit,
    breaker,
    evaluatedAtSeconds,
  });
}

/** The low side within what its own past (R8) and par (R12) allow. */
function lowSide(
  lowWad: bigint | null,
  { policy }: PreparedPrice,
  { lows }: PriceState,
  timeSeconds: number,
): { lowWad: bigint | null; limited: boolean } {
  if (lowWad === null) return { lowWad, limited: false };
  const { rise, par } = policy;
  const limitWad = rise === undefined ? null : riseLimitWad(lows, rise, timeSeconds);
  const limited = limitWad !== null && limitWad < lowWad;
  const risen = limited ? limitWad : lowWad;
  return { lowWad: par !== undefined && par.parWad < risen ? par.parWad : risen, limited };
}

function within(
  lastGood: LastGood | null,
  limitSeconds: number,
  timeSeconds: number,
): LastGood | null {
  return lastGood !== null && timeSeconds - lastGood.asOfSeconds <= limitSeconds ? lastGood : null;
}

function isRecent(
  since: number | null,
  withinSeconds: number | undefined,
  timeSeconds: number,
): boolean {
  return since !== null && withinSeconds !== undefined && timeSeconds - since <= withinSeconds;
}

/** The last accepted price while a jump waits. */
function heldPrice(anchor: LastGood | null): PriceValues {
  if (anchor === null) {
    return { status: "unavailable", lowWad: null, midWad: null, highWad: null, asOfSeconds: null };
  }
  return { status: "circuit_open", ...anchor };
}
