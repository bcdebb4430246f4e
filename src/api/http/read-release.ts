import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** What decides how an answer looks and what is in it, with the versions of what it uses. */
const FOLDERS = ["src", "config", "abis"];
const LOCK_FILE = "package-lock.json";

/** A digest of the code that answers: the same on every machine that runs the same release. */
export function readRelease(): string {
  const digest = createHash("sha256");
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const file of [...files, join(ROOT, LOCK_FILE)].sort()) {
    const content = readFileSync(file);
    digest.update(`${relative(ROOT, file)} ${content.byteLength}\n`).update(content);
  }
  return digest.digest("hex").slice(0, 16);
}
