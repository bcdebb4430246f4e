import { accessSync, constants, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { BallastError } from "../../src/core/ballast-error.ts";

const require = createRequire(import.meta.url);

/**
 * Path of the native anvil binary: `ANVIL_BIN`, else the one inside the npm package
 * @foundry-rs/anvil-linux-amd64, else `anvil` on the PATH.
 * @throws BallastError `anvil-missing` that says how to get it, or that ANVIL_BIN names no program.
 */
export function findAnvilBinary(environment: Record<string, string | undefined>): string {
  const named = environment.ANVIL_BIN;
  if (named !== undefined && named !== "") {
    if (isExecutable(named)) return named;
    throw new BallastError(`ANVIL_BIN is "${named}", which is not an executable file.`, {
      code: "anvil-missing",
      remedy: "Correct it or unset it.",
    });
  }
  const packaged = packagedBinary();
  if (packaged !== undefined) return packaged;
  for (const folder of (environment.PATH ?? "").split(delimiter)) {
    const candidate = join(folder, "anvil");
    if (folder !== "" && isExecutable(candidate)) return candidate;
  }
  throw new BallastError("anvil, which runs the local chains, was not found.", {
    code: "anvil-missing",
    remedy:
      "On Linux x64 npm ci installs it; elsewhere install Foundry (https://getfoundry.sh) so that anvil is on the PATH, or set ANVIL_BIN to the binary.",
  });
}

function packagedBinary(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  let folder: string;
  try {
    folder = dirname(require.resolve("@foundry-rs/anvil-linux-amd64/package.json"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
  const binary = join(folder, "bin", "anvil");
  return isExecutable(binary) ? binary : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
