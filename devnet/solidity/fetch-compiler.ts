import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fetchPackageFiles } from "../packages/fetch-package-files.ts";
import type { PinnedPackage } from "../packages/pinned-packages.ts";
import { solidityCacheDirectory } from "./settings.ts";

/** Path of the `soljson.js` of another version of the npm package `solc`, fetched once. */
export async function fetchCompiler(
  compiler: PinnedPackage,
  parameters: { log: (line: string) => void },
): Promise<string> {
  const path = join(solidityCacheDirectory, `soljson-${compiler.version}.js`);
  if (existsSync(path)) return path;
  const files = await fetchPackageFiles({ ...compiler, ...parameters });
  await mkdir(solidityCacheDirectory, { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, files.get("soljson.js")!);
  await rename(temporary, path);
  return path;
}
