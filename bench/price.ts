/*
 * npm run bench:price [-- --json]: what one evaluation of a price costs, beside the sorting that its
 * median needs anyway. A ratio, because machines differ.
 */
import { zeroAddress } from "viem";
import { PRICE_POLICIES } from "../src/api/methodology/price-policies.ts";
import { createPriceReplay } from "../src/api/pricing/create-price-replay.ts";
import type { Observation } from "../src/core/observation.ts";
import { median } from "./median.ts";

const FEEDS = 16;
const ROUNDS = 15;
const EVALUATIONS = 4_000;
const START = 1_700_000_000;

const policy = PRICE_POLICIES.find((one) => one.id === "stables");
if (policy === undefined) throw new Error("There is no policy of stablecoins.");
const ids = Array.from({ length: FEEDS }, (_, index) => `feed-${index}`);
const feeds = ids.map((id) => ({
  id,
  chainId: 1,
  source: { kind: "chainlink", proxy: zeroAddress } as const,
  heartbeatSeconds: 86_400,
  futureToleranceSeconds: 0,
  minimumWad: 1n,
  maximumWad: 10n ** 30n,
  upstream: [id],
  quotedIn: null,
}));
const valueAt = (feed: number, time: number) =>
  99_990_000n + BigInt((feed * 7_919 + time) % 20_000);
const observation = (feed: number, time: number): Observation => ({
  feedId: ids[feed] ?? "",
  chainId: 1,
  blockNumber: 0n,
  logIndex: -1,
  transactionHash: null,
  rawValue: valueAt(feed, time),
  decimals: 8,
  rawConfidence: 10_000n,
  sourceTimeSeconds: time,
  writeTimeSeconds: time,
  roundKey: "",
});

/** A feed in turn writes each second, so that every second is one evaluation of all of them. */
const history = new Map(
  ids.map((id, feed) => [
    id,
    [
      observation(feed, START - 7_200),
      ...Array.from({ length: Math.ceil(EVALUATIONS / FEEDS) }, (_, index) =>
        observation(feed, START + index * FEEDS + feed),
      ),
    ],
  ]),
);

function evaluationMicroseconds(): number {
  const replay = createPriceReplay({
    methodology: {
      policies: [{ ...policy!, lastGoodSeconds: 7_200 }],
      prices: [{ id: "X/USD", policyId: policy!.id, feeds }],
    },
    history: { feeds: history },
  });
  replay.pricesAt(START);
  const begin = process.hrtime.bigint();
  // One call folds over every write before its time, and evaluates once more with the evidence.
  replay.pricesAt(START + EVALUATIONS);
  return Number(process.hrtime.bigint() - begin) / 1_000 / EVALUATIONS;
}

function sortMicroseconds(): number {
  const lists = Array.from({ length: EVALUATIONS }, (_, time) =>
    ids.map((_, feed) => valueAt(feed, time) * 10n ** 10n),
  );
  const begin = process.hrtime.bigint();
  for (const list of lists) list.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return Number(process.hrtime.bigint() - begin) / 1_000 / EVALUATIONS;
}

const evaluations: number[] = [];
const sorts: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  evaluations.push(evaluationMicroseconds());
  sorts.push(sortMicroseconds());
}
const evaluation = median(evaluations);
const sort = median(sorts);
const result = {
  feeds: FEEDS,
  evaluationMicroseconds: Math.round(evaluation * 10) / 10,
  sortMicroseconds: Math.round(sort * 100) / 100,
  ratio: Math.round((evaluation / sort) * 10) / 10,
};
console.log(
  process.argv.includes("--json")
    ? JSON.stringify(result)
    : `${FEEDS} feeds by all rules: ${result.evaluationMicroseconds} µs an evaluation, ` +
        `${result.ratio} times sorting ${FEEDS} bigints (${result.sortMicroseconds} µs)`,
);
