import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * A JSON file of the folder `shared` beside the repository, which the project does not own; null
 * where it is not present. Tests that read one skip then and say why.
 */
export function readSharedJson<T>(path: string): T | null {
  const file = fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}
