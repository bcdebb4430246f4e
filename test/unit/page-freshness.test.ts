import { describe, expect, it } from "vitest";
import {
  blockInterval,
  judgeFreshness,
  type ServerHealth,
} from "../../web/src/lib/judge-freshness.ts";

const chain = (name: string, ageSeconds: number, lagSeconds: number | null = 0) => ({
  chain: name,
  indexed: { number: 100, time: 1_000 },
  lag: { seconds: lagSeconds },
  ageSeconds,
});

const judge = (parameters: {
  health?: Partial<ServerHealth> | null;
  silentSeconds?: number;
  intervals?: [string, number][];
  streamIsWaiting?: boolean;
  answerStatus?: string;
}) =>
  judgeFreshness({
    health:
      parameters.health === null
        ? null
        : { state: "ok", reasons: [], chains: [chain("a", 1)], ...parameters.health },
    silentSeconds: parameters.silentSeconds ?? null,
    intervals: new Map(parameters.intervals ?? []),
    streamIsWaiting: parameters.streamIsWaiting ?? false,
    answerStatus: parameters.answerStatus ?? null,
    nameOf: (id) => id,
  });

describe("the mark of freshness", () => {
  it("is live where every chain keeps its own pace", () => {
    // A slot of Ethereum's missed once; a chain of 2 s beside it.
    const chains = [chain("slow", 24), chain("fast", 3)];
    expect(judge({ health: { chains }, intervals: [["fast", 2]] })).toEqual({
      level: "live",
      reasons: [],
    });
  });

  it.each([
    [9, "live"],
    [10, "delayed"],
    [18, "delayed"],
    [19, "stale"],
  ])("of a chain with a block every 2 s, %i s after the last, is %s", (age, level) => {
    const chains = [chain("a", age), chain("b", 1)];
    expect(judge({ health: { chains }, intervals: [["a", 2]] }).level).toBe(level);
  });

  it("counts how far the index is behind where ages are by the chain's own clock", () => {
    const health = { chains: [chain("a", 0, 40)] };
    expect(judge({ health, intervals: [["a", 2]] }).level).toBe("stale");
  });

  it("tells what the server, the stream and the answer on view say", () => {
    const reasons = ["The node of a does not answer, so its lag is unknown."];
    expect(judge({ health: { state: "degraded", reasons } })).toEqual({
      level: "degraded",
      reasons,
    });
    expect(judge({ health: { state: "down", reasons } }).level).toBe("down");
    expect(judge({ streamIsWaiting: true }).level).toBe("delayed");
    expect(judge({ answerStatus: "no_quorum" })).toEqual({
      level: "degraded",
      reasons: ["What is on view has the status “no quorum”."],
    });
    expect(judge({ answerStatus: "ok" }).level).toBe("live");
  });

  it("is disconnected before anything else, and connecting before the first answer", () => {
    const chains = [chain("a", 900)];
    expect(judge({ health: { chains }, silentSeconds: 12 }).level).toBe("disconnected");
    expect(judge({ health: null }).level).toBe("connecting");
    expect(judge({ health: null, silentSeconds: 3 }).level).toBe("disconnected");
  });
});

it("takes a chain's pace from the blocks seen", () => {
  expect(blockInterval([{ number: 5, time: 100 }])).toBeNull();
  expect(
    blockInterval([
      { number: 5, time: 100 },
      { number: 8, time: 112 },
      { number: 11, time: 136 },
    ]),
  ).toBe(6);
});
