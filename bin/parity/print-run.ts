import { chainCaip2 } from "../../src/core/identifiers.ts";
import type { KindCounts } from "./count-kinds.ts";
import type { ReportedParity } from "./create-report.ts";

/** A line per chain and protocol. */
export function describeParity(items: readonly ReportedParity[]): string[] {
  return items.map(
    ({ chainId, protocol, blocks, comparisons, mismatches }) =>
      `${chainCaip2(chainId)}  ${protocol.padEnd(14)} ${blocks} blocks  ${comparisons} comparisons  ${mismatches} mismatches`,
  );
}

/** How often each kind occurred, and those that never did: of them the run proves nothing. */
export function describeCounts(counts: KindCounts): string[] {
  const never = Object.entries(counts).flatMap(([source, kinds]) =>
    Object.entries(kinds)
      .filter(([, count]) => count === 0)
      .map(([kind]) => `${source} ${kind}`),
  );
  return [
    ...Object.entries(counts).map(
      ([source, kinds]) =>
        `${source}: ${Object.entries(kinds)
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => `${kind} ${count}`)
          .join(", ")}`,
    ),
    never.length === 0
      ? "Every kind that the index follows occurred."
      : `Never occurred, and so not proven: ${never.join(", ")}.`,
  ];
}
