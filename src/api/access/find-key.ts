import { hash, timingSafeEqual } from "node:crypto";
import type { AccessRules } from "./access-rules.ts";

type Key = AccessRules["keys"][number];

/** Finds the entry of a key that a caller presents, in a time that does not tell how much of it is right. */
export function createKeyFinder(keys: readonly Key[]): (presented: string) => Key | null {
  const entries = keys.map((key) => ({ key, digest: Buffer.from(key.sha256, "hex") }));
  return (presented) => {
    const digest = hash("sha256", presented, "buffer");
    let found: Key | null = null;
    for (const entry of entries) {
      if (timingSafeEqual(digest, entry.digest)) found = entry.key;
    }
    return found;
  };
}
