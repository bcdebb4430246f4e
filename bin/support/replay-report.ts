import type { SeriesSummary } from "../../src/api/pricing/evaluate-series.ts";
import { PRICE_STATUSES, type Price } from "../../src/api/pricing/price.ts";
import { formatFixed } from "../../src/core/fixed-point.ts";

/** A replay as text: the moments at which its status or its flags change, and the sums; or all of it as JSON. */
export function replayReport(parameters: {
  steps: readonly Price[];
  summary: SeriesSummary;
  superseded: number;
  policyId: string;
  feedIds: readonly string[];
  json: boolean;
}): string {
  const { steps, summary, superseded, policyId, feedIds, json } = parameters;
  if (json) {
    return JSON.stringify(
      { policy: policyId, feeds: feedIds, superseded, summary, steps },
      (_, one) => (typeof one === "bigint" ? one.toString() : one),
    );
  }
  const changes = steps.filter((step, index) => {
    const before = steps[index - 1];
    return before?.status !== step.status || before.flags.join() !== step.flags.join();
  });
  return [
    `${feedIds.join(", ")}: ${steps.length} steps by the policy ${policyId}`,
    ...changes.map((step) =>
      [
        new Date(step.evaluatedAtSeconds * 1_000).toISOString(),
        step.status.padEnd(12),
        usd(step.midWad).padEnd(14),
        `low ${usd(step.lowWad)}`.padEnd(18),
        step.flags.join(" "),
      ].join("  "),
    ),
    "",
    ...PRICE_STATUSES.map((status) => {
      const { steps: count, spells } = summary.statuses[status];
      return `${status.padEnd(12)} ${String(count).padStart(7)} steps in ${spells} spells`;
    }),
    `${summary.breakerTrips} breaker trips, ${summary.jumpsConfirmed} jumps confirmed, ` +
      `${superseded} rounds of superseded phases left out`,
  ].join("\n");
}

function usd(wad: bigint | null): string {
  return wad === null ? "no price" : formatFixed(wad, 18);
}
