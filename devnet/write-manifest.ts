import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Manifest } from "../config/manifest.ts";

/** Writes the manifest so that a reader finds the whole of it or none. */
export async function writeManifest(parameters: {
  path: string;
  manifest: Manifest;
}): Promise<void> {
  const { path, manifest } = parameters;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(temporary, path);
}
