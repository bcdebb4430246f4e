import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { evaluatePrice } from "../../src/api/pricing/evaluate-price.ts";
import type { Observation } from "../../src/core/observation.ts";
import { byFeed, MAJORS, makeFeed, makePrice, observe } from "../support/pricing/make-feed.ts";

/*
 * Real Chainlink rounds of USDC/USD, USDT/USD and USDN/USD (origin: etherisc/depeg-contracts). They
 * are not part of the repository.
 */
const DATA = new URL("../../../shared/data/chainlink/", import.meta.url);
const present = existsSync(DATA);
if (!present) console.warn("Real Chainlink rounds are not at hand: their replay is skipped.");

const STABLES = { ...MAJORS, id: "stables", softSpreadBps: 50, hardSpreadBps: 100 };
const HEARTBEAT_SECONDS = 86_400;

type Round = { phaseId: number; aggregatorRoundId: number; answer: bigint; updatedAt: number };

function readRounds(file: string): Round[] {
  const [header, ...lines] = readFileSync(new URL(`${file}.csv`, DATA), "utf8")
    .trim()
    .split("\n")
    .filter((line) => !line.startsWith("#"));
  const columns = header?.split(",") ?? [];
  return lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string) => cells[columns.indexOf(name)] ?? "";
    return {
      phaseId: Number(cell("phaseId")),
      aggregatorRoundId: Number(cell("aggregatorRoundId")),
      answer: BigInt(cell("answer")),
      updatedAt: Number(cell("updatedAt")),
    };
  });
}

function evaluateAt(evaluatedAtSeconds: number, observations: readonly Observation[]) {
  return evaluatePrice({
    price: makePrice(
      observations.map(({ feedId }) =>
        makeFeed(feedId, {
          heartbeatSeconds: HEARTBEAT_SECONDS,
          minimumWad: 10n ** 15n,
          maximumWad: 2n * 10n ** 18n,
        }),
      ),
    ),
    policy: STABLES,
    observations: byFeed(observations),
    conversions: new Map(),
    evaluatedAtSeconds,
    lastGood: null,
  });
}

describe.skipIf(!present)("real Chainlink rounds", () => {
  it("overruns its heartbeat by minutes in normal operation, by hours twice early in 2021", () => {
    const staleRounds = (rounds: readonly Round[]) =>
      rounds.slice(0, -1).flatMap((round, index) => {
        const lastSecond = (rounds[index + 1]?.updatedAt ?? 0) - 1;
        const [feed] = evaluateAt(lastSecond, [
          observe("usdc", round.answer, { time: round.updatedAt }),
        ]).feeds;
        return feed?.reject === "stale" ? [round.aggregatorRoundId] : [];
      });
    const rounds = readRounds("chainlink_usdc_usd_all");
    const second = rounds.filter((round) => round.phaseId === 2);
    const handover = second[0]?.updatedAt ?? 0;
    const first = rounds.filter((round) => round.phaseId === 1 && round.updatedAt < handover);
    expect(staleRounds(first)).toEqual([3, 71]);
    expect(staleRounds(second)).toEqual([]);
    expect(staleRounds(readRounds("usdc_usd_depeg_230312"))).toEqual([]);
  });

  it.each([
    ["USDC", "usdc_usd_depeg_230312", 1_678_521_083, 88_000_000n],
    ["USDT", "chainlink_usdt_usd", 1_652_340_153, 95_181_623n],
    ["USDN", "chainlink_usdn_usd", 1_649_096_638, 72_501_970n],
  ])("the true bottom of %s passes where three feeds say it", (_, file, at, answer) => {
    const bottom = readRounds(file).find((round) => round.updatedAt === at);
    expect(bottom?.answer).toBe(answer);
    const three = ["a", "b", "c"].map((id) => observe(id, answer, { time: at }));
    expect(evaluateAt(at, three)).toMatchObject({ status: "ok", midWad: answer * 10n ** 10n });
  });

  it("through USDC's days of March 2023, feeds a round apart price it between them but once", () => {
    const rounds = readRounds("usdc_usd_depeg_230312");
    const without: (number | null)[] = [];
    for (let index = 2; index < rounds.length; index += 1) {
      const window = rounds.slice(index - 2, index + 1);
      const price = evaluateAt(
        window[2]?.updatedAt ?? 0,
        window.map((round, lag) => observe(`feed-${lag}`, round.answer, { time: round.updatedAt })),
      );
      if (price.midWad === null) {
        without.push(price.spreadBps);
        continue;
      }
      const answers = window.map((round) => round.answer * 10n ** 10n);
      const [least = 0n, , most = 0n] = answers.sort((a, b) => (a < b ? -1 : 1));
      expect(price.midWad >= least && price.midWad <= most).toBe(true);
    }
    expect(rounds.length).toBe(400);
    // 0.8970, 0.8918 and 0.8864 within four minutes: more than the hard spread, and no two near the middle.
    expect(without).toEqual([119]);
  });
});
