import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  test: {
    // Every file would load what it imports anew, which takes most of the time.
    isolate: false,
    // Asked of the root alone. Without it one process runs all where there are two cores.
    poolOptions: { forks: { isolate: false, minForks: 2, maxForks: 2 } },
    // What takes a second takes ten where others use the machine.
    testTimeout: 30_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/unit/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "api",
          include: ["test/api/**/*.test.ts"],
          globalSetup: ["test/support/start-test-postgres.ts"],
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        resolve: {
          alias: {
            "ponder:registry": file("./test/support/ponder-registry.ts"),
            "ponder:schema": file("./ponder.schema.ts"),
          },
        },
        test: { name: "handlers", include: ["test/handlers/**/*.test.ts"] },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/support/start-test-postgres.ts"],
          pool: "forks",
          poolOptions: { forks: { singleFork: true } },
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      // `npm test` runs `integration`, `npm run test:sweep` what takes longer.
      ...(["integration", "sweep"] as const).map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [
            name === "sweep" ? "test/sweeps/**/*.test.ts" : "test/integration/**/*.test.ts",
          ],
          globalSetup: ["test/support/start-test-postgres.ts"],
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      })),
    ],
  },
});
