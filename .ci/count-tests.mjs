/*
 * node count-tests.mjs REPORTS [FAILED_STEP...]: counts the tests of vitest's JSON reports in a folder,
 * each named after its step, and prints "N passed, N failed". A file that could not run, and a step that
 * failed without a failed test to show for it, counts as one failure each; so does a run without any test.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const [folder, ...failedSteps] = process.argv.slice(2);
const names = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith(".json"))
  : [];
const reports = names.map((name) => {
  const { testResults: files } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  const tests = files.flatMap((file) => file.assertionResults);
  const failures = [
    ...tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
    ...files
      .filter(
        (file) =>
          file.status === "failed" &&
          !file.assertionResults.some(({ status }) => status === "failed"),
      )
      .map((file) => `${file.name} could not run: ${file.message.split("\n")[0]}`),
  ];
  const passed = tests.filter(({ status }) => status === "passed").length;
  const failed = tests.filter(({ status }) => status === "failed").length;
  return {
    step: basename(name, ".json"),
    failures,
    passed,
    skipped: tests.length - passed - failed,
  };
});

const sum = (counts) => counts.reduce((total, count) => total + count, 0);
const passed = sum(reports.map((report) => report.passed));
const skipped = sum(reports.map((report) => report.skipped));
const failures = reports.flatMap((report) => report.failures);
for (const failed of failedSteps) {
  const isShown = reports.some(({ step, failures }) => step === failed && failures.length > 0);
  if (!isShown) failures.push(`${failed} failed`);
}
if (passed === 0 && failures.length === 0) failures.push("no test has run");

for (const failure of failures) console.log(`failed: ${failure}`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
