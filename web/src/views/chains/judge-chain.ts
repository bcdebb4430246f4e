import type { components } from "../../../../client/openapi.ts";
import { judgeFreshness } from "../../lib/judge-freshness.ts";

export type ChainState = { status: string; tone: "good" | "warn" | "bad"; why: string };

/** How a chain's index stands, by the same measure as the mark in the header. */
export function judgeChain(parameters: {
  chain: Pick<
    components["schemas"]["Chain"],
    "chain" | "name" | "indexed" | "head" | "lag" | "ageSeconds"
  >;
  /** Between the chain's blocks, as seen; null where too few were. */
  intervalSeconds: number | null;
}): ChainState {
  const { chain, intervalSeconds } = parameters;
  if (chain.indexed === null) {
    return { status: "not indexed", tone: "bad", why: "No block of this chain is indexed yet." };
  }
  if (chain.head === null) {
    return {
      ...{ status: "node silent", tone: "bad" },
      why: "The chain's node does not answer: how far the chain is cannot be told.",
    };
  }
  const { level, reasons } = judgeFreshness({
    health: { state: "ok", reasons: [], chains: [chain] },
    silentSeconds: null,
    intervals: new Map(intervalSeconds === null ? [] : [[chain.chain, intervalSeconds]]),
    streamIsWaiting: false,
    answerStatus: null,
    nameOf: () => chain.name,
  });
  const why = reasons[0] ?? "Indexed up to its newest blocks, at the chain's own pace.";
  if (level === "stale") return { status: "stale", tone: "bad", why };
  if (level === "delayed") return { status: "delayed", tone: "warn", why };
  return { status: "up to date", tone: "good", why };
}
