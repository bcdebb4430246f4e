import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../bin/support/is-alive.ts";

/**
 * Notes that this process uses the server of a data directory. `leave` removes the note and tells
 * whether anybody else is left: notes of processes that were killed do not count.
 */
export function joinServerUsers(dataDirectory: string): { leave(): "others-remain" | "last" } {
  const directory = join(dataDirectory, "users");
  const note = join(directory, `${process.pid}-${randomUUID()}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(note, "");
  return {
    leave() {
      rmSync(note, { force: true });
      const left = readdirSync(directory).filter((name) => {
        if (isAlive(Number(name.split("-")[0]))) return true;
        rmSync(join(directory, name), { force: true });
        return false;
      });
      return left.length > 0 ? "others-remain" : "last";
    },
  };
}
