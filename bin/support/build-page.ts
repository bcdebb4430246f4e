import { type Dirent, existsSync, readdirSync, statSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BallastError } from "../../src/core/ballast-error.ts";
import { type LoggedChild, spawnLoggedChild } from "./spawn-logged-child.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const builtPage = join(root, "web", "dist", "index.html");
/** What the page is built from. */
const sources = ["web", "client", "package-lock.json"];

/** Whether the page is missing or older than one of its sources. */
export function isPageOutdated(): boolean {
  if (!existsSync(builtPage)) return true;
  const built = statSync(builtPage).mtimeMs;
  return sources.some((path) => newestMilliseconds(join(root, path)) > built);
}

/**
 * Builds the page beside whatever else runs, at the lowest priority: it is to delay nothing.
 * `built` resolves when the page is there, and rejects with BallastError `page-build-failed`.
 */
export async function startPageBuild(parameters: {
  logDirectory: string;
}): Promise<LoggedChild & { built: Promise<void> }> {
  const child = await spawnLoggedChild({
    name: "page",
    script: join(root, "node_modules", "vite", "bin", "vite.js"),
    arguments: ["build", "-c", join("web", "vite.config.ts")],
    environment: { ...process.env, NODE_ENV: "production" },
    logDirectory: parameters.logDirectory,
  });
  try {
    setPriority(child.pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the system has no priorities.
  }
  const built = child.exited.then(({ code }) => {
    if (code === 0) return;
    throw new BallastError(`The page was not built (exit code ${code}).`, {
      code: "page-build-failed",
      remedy: `What was printed is in ${child.logFile}.`,
    });
  });
  built.catch(() => undefined);
  return { ...child, built };
}

function newestMilliseconds(path: string): number {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  const isSource = ({ name }: Dirent) => name !== "dist" && name !== "node_modules";
  return readdirSync(path, { withFileTypes: true })
    .filter(isSource)
    .reduce((newest, one) => Math.max(newest, newestMilliseconds(join(path, one.name))), 0);
}
