import { exceedsBps } from "../pricing/exceeds-bps.ts";
import type { Methodology, MethodologyPrice, PricePolicy } from "./methodology.ts";

/** Rule R16: how far a composed price may be from an independent one when it becomes active. */
const FARTHEST_FROM_REFERENCE_BPS = 2_000;

/** What does not hold together in the rules of a policy beyond its spreads, one sentence each. */
export function policyRuleProblems(policy: PricePolicy): string[] {
  const { id, breaker, rise, par, step, lastGoodSeconds, hardSpreadBps } = policy;
  const numbers: (readonly [string, number])[] = [
    ...Object.entries(breaker ?? {}),
    ...Object.entries(step ?? {}),
    ...(rise === undefined
      ? []
      : ([
          ["bpsPerHour", rise.bpsPerHour],
          ["windowSeconds", rise.windowSeconds],
        ] as const)),
    ...(par === undefined ? [] : ([["depegBps", par.depegBps]] as const)),
  ];
  const problems = numbers
    .filter(([, value]) => !Number.isInteger(value) || value <= 0)
    .map(([name, value]) => `Policy ${id} needs a positive ${name}, got ${value}.`);
  if (rise !== undefined && (!Number.isInteger(rise.burstBps) || rise.burstBps < 0)) {
    problems.push(`Policy ${id} has a burst of ${rise.burstBps} bps.`);
  }
  if (breaker !== undefined && breaker.boxSeconds > lastGoodSeconds) {
    problems.push(`Policy ${id} lets a jump wait longer than its last good price lasts.`);
  }
  if (step !== undefined && step.windowSeconds > lastGoodSeconds) {
    problems.push(`Policy ${id} lets a step wait longer than its last good price lasts.`);
  }
  if (par !== undefined && (par.parWad <= 0n || par.depegHardSpreadBps < hardSpreadBps)) {
    problems.push(`Policy ${id} needs a par, and in a depeg no narrower spread than otherwise.`);
  }
  return problems;
}

/** What does not hold together in a derived price: its unit must be the base's, and all ends in USD. */
export function derivedPriceProblems(price: MethodologyPrice): string[] {
  const { id, derived, feeds } = price;
  if (derived === undefined) return [];
  const { rateUnit, basePriceId, guard, cap, maximumAgeSeconds } = derived;
  const problems: string[] = [];
  if (feeds.length > 0) problems.push(`Price ${id} is derived and has feeds of its own.`);
  if (basePriceId !== `${rateUnit}/USD`) {
    problems.push(`Price ${id} has a rate in ${rateUnit}, but its base is ${basePriceId}.`);
  }
  const numbers = [guard.stepBps, guard.windowSeconds, maximumAgeSeconds];
  if (numbers.some((value) => !Number.isInteger(value) || value <= 0)) {
    problems.push(`Price ${id} needs a positive step, window and age of its rate.`);
  }
  if (cap !== null && cap !== "contract" && (cap.snapshotWad <= 0n || cap.growthBpsPerYear < 0)) {
    problems.push(`Price ${id} has a cap of no meaning.`);
  }
  return problems;
}

/** What does not hold together in a bridged token's price. */
export function backedPriceProblems(price: MethodologyPrice): string[] {
  const { id, backing, derived, feeds } = price;
  return backing !== undefined && (feeds.length > 0 || derived !== undefined)
    ? [`Price ${id} is of a bridged token and has feeds or a rate of its own.`]
    : [];
}

/**
 * Rule R16 when a methodology becomes active: each price as composed from its feeds must be within
 * 20 % of what an independent source says. A feed in the wrong unit and a scale with the wrong number
 * of zeros are off by more. `composedWad` holds the mids at the activation; a price without one, or
 * without a reference, cannot be checked and is named.
 */
export function compositionProblems(
  { prices }: Pick<Methodology, "prices">,
  composedWad: ReadonlyMap<string, bigint>,
): string[] {
  const off = offReferencePrices({ prices }, composedWad);
  return prices.flatMap(({ id, reference }) => {
    const mid = composedWad.get(id);
    if (mid === undefined) return [`Price ${id} has no value to check at its activation.`];
    if (reference === undefined) return [`Price ${id} has no reference to check it by.`];
    if (!off.has(id)) return [];
    return [
      `Price ${id} is ${mid}, but ${reference.source} says ${reference.priceWad}: more than 20 % away.`,
    ];
  });
}

/**
 * Rule R16 for the running service: ids of the prices that are composed and more than 20 % from their
 * reference. They have no value for as long as the methodology is in force; those that cannot be
 * checked are not held back.
 */
export function offReferencePrices(
  { prices }: Pick<Methodology, "prices">,
  composedWad: ReadonlyMap<string, bigint>,
): Set<string> {
  return new Set(
    prices.flatMap(({ id, reference }) => {
      const mid = composedWad.get(id);
      if (mid === undefined || reference === undefined) return [];
      return exceedsBps(mid, reference.priceWad, FARTHEST_FROM_REFERENCE_BPS) ? [id] : [];
    }),
  );
}
