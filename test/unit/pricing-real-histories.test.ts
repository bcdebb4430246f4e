import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CsvObservation, parseFeedCsv } from "../../bin/support/parse-feed-csv.ts";
import { seriesFeed, seriesObservation } from "../../bin/support/series-feed.ts";
import { evaluateSeries } from "../../src/api/pricing/evaluate-series.ts";
import { policyOf } from "../support/pricing/make-replay.ts";

/* Real Chainlink rounds (origin: etherisc/depeg-contracts), which are not part of the repository. */
const DATA = new URL("../../../shared/data/chainlink/", import.meta.url);
const present = existsSync(DATA);
if (!present) console.warn("Real Chainlink rounds are not at hand: their replay is skipped.");

const HEARTBEAT_SECONDS = 86_400;
const readFeed = (file: string, feedId = "chainlink") =>
  parseFeedCsv(readFileSync(new URL(`${file}.csv`, DATA), "utf8"), { feedId });

function replay(observations: readonly CsvObservation[]) {
  const ids = [...new Set(observations.map((one) => one.feedId))];
  return evaluateSeries({
    policy: policyOf("stables"),
    feeds: ids.map((id) => seriesFeed({ id, upstream: [id], heartbeatSeconds: HEARTBEAT_SECONDS })),
    observations: observations.map(seriesObservation),
    lastGood: null,
  });
}

/** Three providers of one series, each a round behind the other: as far apart as rounds are. */
function aRoundApart(observations: readonly CsvObservation[]): CsvObservation[] {
  return ["a", "b", "c"].flatMap((feedId, lag) =>
    observations.slice(0, observations.length - lag).map((one, index) => ({
      ...one,
      feedId,
      timeSeconds: observations[index + lag]?.timeSeconds ?? one.timeSeconds,
    })),
  );
}

const SERIES = [
  "chainlink_usdc_usd_all",
  "chainlink_usdt_usd_all",
  "chainlink_tusd_usd_all",
  "chainlink_usdp_usd_all",
  "chainlink_usdn_usd_all",
  "usdc_usd_depeg_230312",
] as const;

describe.skipIf(!present)("real Chainlink histories", () => {
  it("replay with no price skipped or out of order across phase changes", () => {
    const table: Record<string, unknown>[] = [];
    for (const file of SERIES) {
      const { observations, superseded } = readFeed(file);
      const { steps, summary } = replay(observations);
      const times = steps.map((step) => step.evaluatedAtSeconds);
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      // Each second in which a round was written is a step that shows the last round of that second.
      const last = new Map(observations.map((one) => [one.timeSeconds, one.rawValue]));
      const shown = new Map(
        steps.map((step) => [step.evaluatedAtSeconds, step.feeds[0]?.priceWad ?? null]),
      );
      for (const [time, rawValue] of last) expect(shown.get(time)).toBe(rawValue * 10n ** 10n);
      const three = replay(aRoundApart(observations)).summary;
      table.push({
        series: file,
        rounds: observations.length,
        superseded,
        trips: summary.breakerTrips,
        "stale spells": summary.statuses.stale.spells,
        "degraded spells": summary.statuses.degraded.spells,
        "unavailable spells": summary.statuses.unavailable.spells,
        "three: ok steps": `${three.statuses.ok.steps} of ${three.steps}`,
        "three: trips": three.breakerTrips,
        "three: degraded spells": three.statuses.degraded.spells,
        "three: no-quorum spells": three.statuses.no_quorum.spells,
        "three: stale spells": three.statuses.stale.spells,
      });
    }
    console.table(table);
    expect(table.map((row) => [row.rounds, row.superseded, row.trips])).toMatchInlineSnapshot(`
      [
        [
          854,
          181,
          0,
        ],
        [
          825,
          181,
          0,
        ],
        [
          421,
          0,
          0,
        ],
        [
          10087,
          0,
          0,
        ],
        [
          4662,
          0,
          7,
        ],
        [
          400,
          0,
          0,
        ],
      ]
    `);
  }, 60_000);

  it.each([
    ["USDN, 2022-04-04", "chainlink_usdn_usd_all", 1_649_096_638, 0.7250197],
    ["USDT, 2022-05-12", "chainlink_usdt_usd_all", 1_652_340_153, 0.95181623],
    ["USDC, 2022-05-12", "chainlink_usdc_usd_all", 1_652_340_088, 1.02901471],
    ["USDC, 2023-03-11", "usdc_usd_depeg_230312", 1_678_521_083, 0.88],
  ])(
    "the true depeg of %s passes, with its flag, and collateral is never above par",
    (_, file, at, value) => {
      const { observations } = readFeed(file);
      const near = observations.filter((one) => Math.abs(one.timeSeconds - at) < 5 * 86_400);
      const steps = replay(near).steps;
      const found = steps.find((step) => step.evaluatedAtSeconds === at);
      expect(found?.midWad).toBe(BigInt(Math.round(value * 1e8)) * 10n ** 10n);
      expect(found?.status).toBe("degraded");
      expect(found?.flags).toContain("depeg");
      expect(steps.every((step) => (step.lowWad ?? 0n) <= 10n ** 18n)).toBe(true);
      // Three providers that say so are no more in doubt than at par.
      const three = ["a", "b", "c"].flatMap((feedId) => near.map((one) => ({ ...one, feedId })));
      const agreed = replay(three).steps.find((step) => step.evaluatedAtSeconds === at);
      expect([agreed?.status, agreed?.midWad]).toEqual(["ok", found?.midWad]);
    },
  );
});
