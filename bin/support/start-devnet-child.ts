import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Manifest } from "../../config/manifest.ts";
import { readManifest } from "../../config/network.ts";
import { BallastError } from "../../src/core/ballast-error.ts";
import { type LoggedChild, spawnLoggedChild } from "./spawn-logged-child.ts";

export type DevnetChild = LoggedChild & {
  /** Resolves when the chains hold the whole seeded scenario; rejects where the child ends before. */
  manifest: Promise<Manifest>;
};

/** Runs `npm run devnet` as a child and waits for its manifest, which it writes when it is ready. */
export async function startDevnetChild(parameters: {
  manifestPath: string;
  logDirectory: string;
  /** Such as `--live`, `--seed`, `7`. */
  arguments?: readonly string[] | undefined;
  timeoutMilliseconds?: number | undefined;
  onLine?: ((line: string) => void) | undefined;
}): Promise<DevnetChild> {
  const { manifestPath, logDirectory, timeoutMilliseconds = 240_000, onLine } = parameters;
  mkdirSync(dirname(manifestPath), { recursive: true });
  rmSync(manifestPath, { force: true });
  const child = await spawnLoggedChild({
    name: "devnet",
    script: fileURLToPath(new URL("../devnet.ts", import.meta.url)),
    arguments: ["--manifest", manifestPath, ...(parameters.arguments ?? [])],
    environment: process.env,
    logDirectory,
    onLine,
  });
  const manifest = Promise.race([
    child.failure,
    waitForManifest({ child, manifestPath, timeoutMilliseconds }),
  ]);
  manifest.catch(() => undefined);
  return { ...child, manifest };
}

async function waitForManifest(parameters: {
  child: LoggedChild;
  manifestPath: string;
  timeoutMilliseconds: number;
}): Promise<Manifest> {
  const { child, manifestPath, timeoutMilliseconds } = parameters;
  const deadline = performance.now() + timeoutMilliseconds;
  while (!existsSync(manifestPath)) {
    if (child.hasExited() || performance.now() > deadline)
      throw new BallastError(`The local chains were not ready after ${timeoutMilliseconds} ms.`, {
        code: "devnet-timeout",
        remedy: `Read ${child.logFile}.`,
      });
    await sleep(50);
  }
  return readManifest(manifestPath);
}
