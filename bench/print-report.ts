import type { BackfillResult } from "./bench-backfill.ts";
import type { RequestsResult } from "./bench-requests.ts";

/** Prints the figures as a table, or as one JSON object for programs. */
export function printReport(parameters: {
  /** Everything first, then each protocol. */
  backfill: readonly BackfillResult[];
  requests: RequestsResult;
  json: boolean;
}): void {
  const { backfill, requests, json } = parameters;
  if (json) {
    console.log(JSON.stringify({ backfill, requests }, undefined, 2));
    return;
  }
  const row = (what: string, ballast: number, yardstick: number, ratio: number) =>
    console.log(
      what.padEnd(34) +
        Math.round(ballast).toString().padStart(10) +
        Math.round(yardstick).toString().padStart(12) +
        ratio.toFixed(3).padStart(10),
    );
  console.log(`\n${" ".repeat(34)}${"Ballast".padStart(10)}${"yardstick".padStart(12)}     ratio`);
  for (const one of backfill) {
    row(
      `${one.what}, events/s (${one.events})`,
      one.ballastEventsPerSecond,
      one.bareEventsPerSecond,
      one.ratio,
    );
  }
  row(
    "account view, requests/s",
    requests.accountViewPerSecond,
    requests.emptyRoutePerSecond,
    requests.ratio,
  );
  console.log(
    `account view latency at 10 connections: p50 ${requests.accountViewP50Milliseconds} ms, p99 ${requests.accountViewP99Milliseconds} ms`,
  );
  for (const { what, slowest } of backfill) {
    console.log(
      `${what}: most time in ${slowest.name}, ${Math.round(slowest.share * 100)} % of the handlers' time, ${Math.round(slowest.microsecondsPerEvent)} us an event (bare insert ${Math.round(slowest.bareMicrosecondsPerEvent)} us)`,
    );
  }
  console.log("Yardsticks: a Ponder app that only inserts the same events; Ponder's /health.");
}
