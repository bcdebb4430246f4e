/*
 * node count-tests.mjs REPORT [FAILED_STEP...]: counts the tests of vitest's JSON report and prints
 * "N passed, N failed". A file that could not run, and a step that failed without a failed test to
 * show for it, counts as one failure each; so does a run without any test.
 */
import { existsSync, readFileSync } from "node:fs";

const [reportPath, ...failedSteps] = process.argv.slice(2);
const report = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, "utf8")) : undefined;
const files = report?.testResults ?? [];
const tests = files.flatMap((file) => file.assertionResults);
const withStatus = (status) => tests.filter((test) => test.status === status);

const failures = [
  ...withStatus("failed").map((test) => test.fullName),
  ...files
    .filter(
      (file) =>
        file.status === "failed" &&
        !file.assertionResults.some(({ status }) => status === "failed"),
    )
    .map((file) => `${file.name} could not run: ${file.message.split("\n")[0]}`),
];
const testsFailed = failures.length > 0;
for (const step of failedSteps)
  if (step !== "npm test" || !testsFailed) failures.push(`${step} failed`);
const passed = withStatus("passed").length;
if (passed === 0 && failures.length === 0) failures.push("no test has run");

for (const failure of failures) console.log(`failed: ${failure}`);
const skipped = tests.length - passed - withStatus("failed").length;
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
