import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Artifact } from "./artifact.ts";

type Entry = {
  /** SHA-256 of every file that the compiler imported, by path. */
  imports: Record<string, string>;
  artifacts: Record<string, Artifact>;
};

/** A kept compilation, or undefined where there is none or one of its imports has changed since. */
export async function readCompilation(parameters: {
  cacheDirectory: string;
  key: string;
  resolveImport: (path: string) => string | undefined;
}): Promise<Record<string, Artifact> | undefined> {
  let text: string;
  try {
    text = await readFile(entryPath(parameters), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const entry: Entry = JSON.parse(text);
  const unchanged = Object.entries(entry.imports).every(([path, digest]) => {
    const contents = parameters.resolveImport(path);
    return contents !== undefined && sha256(contents) === digest;
  });
  return unchanged ? entry.artifacts : undefined;
}

/** Keeps a compilation. Written whole under another name first: two processes may compile at once. */
export async function writeCompilation(parameters: {
  cacheDirectory: string;
  key: string;
  imports: ReadonlyMap<string, string>;
  artifacts: Record<string, Artifact>;
}): Promise<void> {
  const entry: Entry = {
    imports: Object.fromEntries(
      [...parameters.imports].map(([path, text]) => [path, sha256(text)]),
    ),
    artifacts: parameters.artifacts,
  };
  await mkdir(parameters.cacheDirectory, { recursive: true });
  const path = entryPath(parameters);
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify(entry));
  await rename(temporary, path);
}

function entryPath(parameters: { cacheDirectory: string; key: string }): string {
  return join(parameters.cacheDirectory, `${parameters.key}.json`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
