import type { Methodology, RiskProfile } from "./methodology.ts";

/** What does not hold together in the rules of a unified value, one sentence each. */
export function valuationProblems({
  valuation,
  assets,
}: Pick<Methodology, "valuation" | "assets">): string[] {
  if (valuation === undefined) return [];
  const { observedRateBps, observedRateReason, correlationGroups } = valuation;
  const problems: string[] = [];
  if (!isShare(observedRateBps)) {
    problems.push(`Observed value counts at ${observedRateBps} bps, outside 0 to 10000.`);
  }
  if (observedRateReason.trim() === "") problems.push("The observed rate gives no reason.");
  for (const { id, liquidityWad, driftBpsPerRootHour, reason } of correlationGroups) {
    if (liquidityWad <= 0n) {
      problems.push(`Correlation group ${id} needs a positive liquidity, got ${liquidityWad}.`);
    }
    if (!Number.isInteger(driftBpsPerRootHour) || driftBpsPerRootHour <= 0) {
      problems.push(`Correlation group ${id} needs a positive drift, got ${driftBpsPerRootHour}.`);
    }
    if (reason.trim() === "") problems.push(`Correlation group ${id} gives no reason.`);
  }
  const grouped = correlationGroups.flatMap(({ priceIds }) => priceIds);
  for (const priceId of new Set(assets.map((asset) => asset.priceId))) {
    const count = grouped.filter((one) => one === priceId).length;
    if (count !== 1) {
      problems.push(`Price ${priceId} is in ${count} correlation groups instead of one.`);
    }
  }
  return problems;
}

/** What does not hold together in how a risk profile's values age. */
export function agingProblems({ id, aging }: RiskProfile): string[] {
  if (aging === undefined) return [];
  const { graceSeconds, bpsPerDay, closedMarketBps } = aging;
  const isSound =
    Number.isInteger(graceSeconds) &&
    graceSeconds >= 0 &&
    isShare(bpsPerDay) &&
    isShare(closedMarketBps);
  return isSound ? [] : [`Risk profile ${id} ages by impossible numbers.`];
}

function isShare(bps: number): boolean {
  return Number.isInteger(bps) && bps >= 0 && bps <= 10_000;
}
