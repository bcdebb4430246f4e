/*
 * npm run oracle -- replay FILE.csv… --policy NAME [--heartbeat SECONDS] [--chart out.svg|out.png]
 * [--json]: what Ballast would have said over time, from what feeds said. Each file is a feed (or
 * several, where it has a column feedId); `id=FILE.csv` names it. docs/prices.md explains the answer.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, extname } from "node:path";
import { parseArgs } from "node:util";
import { PRICE_POLICIES } from "../src/api/methodology/price-policies.ts";
import { evaluateSeries } from "../src/api/pricing/evaluate-series.ts";
import { BallastError } from "../src/core/ballast-error.ts";
import { drawReplay, rasterise } from "./support/draw-replay.ts";
import { parseFeedCsv } from "./support/parse-feed-csv.ts";
import { replayReport } from "./support/replay-report.ts";
import { runMain } from "./support/run-main.ts";
import { seriesFeed, seriesObservation } from "./support/series-feed.ts";

const USAGE =
  "npm run oracle -- replay FILE.csv [id=FILE.csv …] --policy NAME [--heartbeat SECONDS] [--chart out.svg|out.png] [--json]";

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      policy: { type: "string" },
      heartbeat: { type: "string", default: "86400" },
      chart: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [command, ...files] = positionals;
  if (command !== "replay" || files.length === 0) throw usage("There is nothing to replay.");
  const policy = PRICE_POLICIES.find((one) => one.id === values.policy);
  if (policy === undefined) {
    const names = PRICE_POLICIES.map((one) => one.id).join(", ");
    throw usage(`"${values.policy ?? ""}" is not a policy; these are: ${names}.`);
  }
  const heartbeatSeconds = Number(values.heartbeat);
  if (!Number.isInteger(heartbeatSeconds) || heartbeatSeconds <= 0) {
    throw usage(`A heartbeat of "${values.heartbeat}" is not a number of seconds.`);
  }
  const extension = values.chart === undefined ? null : extname(values.chart);
  if (extension !== null && extension !== ".svg" && extension !== ".png") {
    throw usage(`A chart is an .svg or a .png, not "${values.chart}".`);
  }

  const parsed = files.map((argument) => {
    const [, name, path = argument] = /^([^=/]+)=(.+)$/.exec(argument) ?? [];
    const feedId = name ?? basename(path, extname(path));
    return parseFeedCsv(readFileSync(path, "utf8"), { feedId });
  });
  const observations = parsed.flatMap((file) => file.observations);
  const feedIds = [...new Set(observations.map((one) => one.feedId))];
  const { steps, summary } = evaluateSeries({
    policy,
    feeds: feedIds.map((id) => seriesFeed({ id, upstream: [id], heartbeatSeconds })),
    observations: observations.map(seriesObservation),
    lastGood: null,
  });
  const superseded = parsed.reduce((sum, file) => sum + file.superseded, 0);
  if (values.chart !== undefined) {
    const svg = drawReplay(steps, `${feedIds.join(", ")} by the policy ${policy.id}`);
    writeFileSync(values.chart, extension === ".png" ? rasterise(svg) : svg);
  }
  const { json } = values;
  const report = { steps, summary, superseded, policyId: policy.id, feedIds, json };
  // A pipe takes a long report in parts: the process must not end before it has all of them.
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(`${replayReport(report)}\n`, (error) =>
      error ? reject(error) : resolve(),
    );
  });
  return 0;
}, USAGE);

function usage(problem: string): BallastError {
  return new BallastError(problem, { code: "usage", remedy: `Usage: ${USAGE}` });
}
