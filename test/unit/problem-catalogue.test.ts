import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isProblemCode, PROBLEMS } from "../../src/api/errors/problem-catalogue.ts";

const root = join(import.meta.dirname, "../..");

/** Codes of errors that are thrown where a request is answered, in whichever way they are written. */
function thrownCodes(): Map<string, string> {
  const found = new Map<string, string>();
  for (const folder of ["src/api", "src/core"]) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts")) continue;
      const text = readFileSync(join(root, folder, name), "utf8");
      const patterns = [
        /new ProblemError\(\{[^;]*?code: "([a-z-]+)"/g,
        /(?:unavailable|refuse)\(\s*"([a-z-]+)"/g,
        // Of the parts of a request: the problem's own code may be theirs.
        /pointer: [^;]*?code: "([a-z-]+)"/g,
        /yield problem\(\s*[^,]+,\s*"([a-z-]+)"/g,
      ];
      // What parsers of parameters say becomes the problem's code.
      if (/core\/identifiers|parse-as-of/.test(join(folder, name))) {
        patterns.push(/code: "([a-z-]+)"/g);
      }
      for (const pattern of patterns) {
        for (const [, code] of text.matchAll(pattern)) found.set(code!, join(folder, name));
      }
    }
  }
  return found;
}

it("has every code that is thrown where a request is answered", () => {
  const thrown = thrownCodes();
  expect(thrown.size).toBeGreaterThan(40);
  expect([...thrown].filter(([code]) => !isProblemCode(code))).toEqual([]);
});

it("is what the table in docs/api.md says, code by code and status by status", () => {
  const documentation = readFileSync(join(root, "docs/api.md"), "utf8");
  const listed: [string, number][] = [];
  for (const [, status, codes] of documentation.matchAll(/^\| (\d{3}) \| ([^|]+) \|/gm)) {
    for (const [, code] of codes!.matchAll(/`([a-z-]+)`/g)) listed.push([code!, Number(status)]);
  }
  const byCode = (a: [string, number], b: [string, number]) => (a[0] < b[0] ? -1 : 1);
  const catalogued = Object.entries(PROBLEMS).map(([code, { status }]): [string, number] => [
    code,
    status,
  ]);
  expect(listed.sort(byCode)).toEqual(catalogued.sort(byCode));
});

it("says of every problem what it means and what to do", () => {
  for (const [code, { title, meaning, remedy }] of Object.entries(PROBLEMS)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title, code).toMatch(/^[A-Z]/);
    expect(meaning, code).toMatch(/\.$/);
    expect(remedy, code).toMatch(/\.$/);
  }
});
