import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault } from "../../src/api/http/find-json-fault.ts";

describe("the place where a text ceases to be JSON", () => {
  it.each([
    ["", 1, 1],
    ["{", 1, 2],
    ['{"a":}', 1, 6],
    ['{"a":1,}', 1, 8],
    ['{"a" 1}', 1, 6],
    ["[1,]", 1, 4],
    ["[01]", 1, 3],
    ["{'a':1}", 1, 2],
    ['{\n  "a": tru\n}', 2, 8],
    ['{"a":1}}', 1, 8],
    ["[1}", 1, 3],
    ['"a\nb"', 1, 1],
    ['{"a":1} x', 1, 9],
  ])("%j is wrong at line %i, column %i", (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(findJsonFault(text)).toEqual({ line, column });
  });

  it("is nowhere in what a parser takes, and somewhere in what it does not", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (json, at, inserted) => {
        const place = at % (json.length + 1);
        for (const text of [json, json.slice(0, place) + inserted + json.slice(place)]) {
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          expect(findJsonFault(text) === null, text).toBe(isJson);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
