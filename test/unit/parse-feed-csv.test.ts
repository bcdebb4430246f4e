import { describe, expect, it } from "vitest";
import { parseFeedCsv } from "../../bin/support/parse-feed-csv.ts";

const parse = (...lines: string[]) => parseFeedCsv(lines.join("\n"), { feedId: "file" });

describe("parseFeedCsv", () => {
  it("reads feeds of any decimals, in time's order", () => {
    const { observations } = parse(
      "# a comment",
      "timestamp,feedId,value,decimals",
      "20,a,105,2",
      "10,b,-7,0",
    );
    expect(
      observations.map((one) => [one.feedId, one.timeSeconds, one.rawValue, one.decimals]),
    ).toEqual([
      ["b", 10, -7n, 0],
      ["a", 20, 105n, 2],
    ]);
  });

  it("leaves out what a phase wrote when the next one had begun", () => {
    const { observations, superseded } = parse(
      "roundId,answer,updatedAt,phaseId",
      "1,100,10,1",
      "2,101,30,1",
      "3,102,20,2",
      "4,103,40,2",
    );
    expect(observations.map((one) => one.rawValue)).toEqual([100n, 102n, 103n]);
    expect(superseded).toBe(1);
  });

  it.each([
    [["a,b", "1,2"], "lacks the columns feedId, timestamp, value"],
    [["feedId,timestamp,value", "a,1,1.5"], 'Line 2: value "1.5" is not a whole number'],
    [["answer,updatedAt", "1,"], 'Line 2: updatedAt "" is not a whole number'],
  ])("says what is wrong with %j", (lines, problem) => {
    expect(() => parse(...lines)).toThrow(problem);
  });
});
