/*
 * How far the numbers of the page can be taken for the present. Ages come from the server; of this
 * machine's clock nothing is used but how long no answer has come.
 */

export type FreshnessLevel =
  | "connecting"
  | "live"
  | "delayed"
  | "degraded"
  | "stale"
  | "down"
  | "disconnected";

export type Freshness = { level: FreshnessLevel; reasons: string[] };

type Progress = {
  chain: string;
  indexed: { number: number; time: number } | null;
  lag: { seconds: number | null };
  ageSeconds: number | null;
};

export type ServerHealth = {
  state: "ok" | "degraded" | "down";
  reasons: readonly string[];
  chains: readonly Progress[];
};

/** Of a chain that has not shown its pace yet: Ethereum's slot. */
const DEFAULT_INTERVAL_SECONDS = 12;

/**
 * A block may miss its turn once (delayed from then on); several in a row do not, unless indexing or
 * the chain has stopped.
 */
const delayedAfter = (interval: number) => 2 * interval + 5;
const staleAfter = (interval: number) => 5 * interval + 8;

/**
 * @param parameters.health The server's last word on itself; null before the first.
 * @param parameters.silentSeconds Since the last answer by this machine's clock, once requests fail.
 * @param parameters.intervals Seconds between blocks of each chain, as seen.
 * @param parameters.answerStatus Of the answer on view, where it has one.
 */
export function judgeFreshness(parameters: {
  health: ServerHealth | null;
  silentSeconds: number | null;
  intervals: ReadonlyMap<string, number>;
  streamIsWaiting: boolean;
  answerStatus: string | null;
  nameOf(chain: string): string;
}): Freshness {
  const { health, silentSeconds, intervals, nameOf } = parameters;
  if (silentSeconds !== null) {
    const since = health === null ? "" : ` for ${Math.round(silentSeconds)} s`;
    return {
      level: "disconnected",
      reasons: [`The server has not answered${since}: what is shown is what it said last.`],
    };
  }
  if (health === null) return { level: "connecting", reasons: ["Asking the server how it is."] };

  const stale: string[] = [];
  const delayed: string[] = [];
  for (const { chain, indexed, ageSeconds, lag } of health.chains) {
    if (indexed === null) continue;
    const interval = intervals.get(chain) ?? DEFAULT_INTERVAL_SECONDS;
    const behind = Math.max(ageSeconds ?? 0, lag.seconds ?? 0);
    const text = `${nameOf(chain)}: the newest indexed block, ${indexed.number}, is ${behind} s old; blocks come every ${Math.round(interval * 10) / 10} s.`;
    if (behind > staleAfter(interval)) stale.push(text);
    else if (behind > delayedAfter(interval)) delayed.push(text);
  }
  if (parameters.streamIsWaiting) {
    delayed.push("The stream of this view is being opened again; until then it asks by itself.");
  }
  const degraded = [...health.reasons];
  const { answerStatus } = parameters;
  if (answerStatus !== null && answerStatus !== "ok") {
    degraded.push(`What is on view has the status “${answerStatus.replaceAll("_", " ")}”.`);
  }
  const reasons = [...stale, ...delayed, ...degraded];
  if (health.state === "down") return { level: "down", reasons: [...health.reasons, ...stale] };
  if (stale.length > 0) return { level: "stale", reasons };
  if (degraded.length > 0) return { level: "degraded", reasons };
  if (delayed.length > 0) return { level: "delayed", reasons };
  return { level: "live", reasons: [] };
}

export type BlockSample = { number: number; time: number };

/** Seconds between blocks over the samples, oldest first; null where they show no two blocks. */
export function blockInterval(samples: readonly BlockSample[]): number | null {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.number <= first.number) return null;
  return Math.max((last.time - first.time) / (last.number - first.number), 0.5);
}
