/*
 * The readers of bench/stream.ts, in a process of their own: opens the streams that its arguments ask
 * for and prints a line of JSON every second with what came since the last one.
 */
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createDelays } from "./delays.ts";

/** What the readers print: counts since the last line, but for `open`, `broken` and `uneven`. */
export type ReadersReport = {
  open: number;
  /** Streams that the server ended, of readers that read. */
  broken: number;
  events: number;
  bytes: number;
  /** Readers that have not had as many events as others of the same assets since all were open. */
  uneven: number;
  /** Milliseconds by count: from the first reader of an event to each, and from the write of the newest block. */
  fanOut: [number, number][];
  sinceWrite: [number, number][];
};

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    readers: { type: "string" },
    slow: { type: "string" },
    assets: { type: "string" },
  },
});
const url = `${values.url}/v1/prices/stream`;
const assets = (values.assets ?? "").split(",");
const count = Number(values.readers);

let open = 0;
let broken = 0;
let events = 0;
let bytes = 0;
let allOpen = false;
const fanOut = createDelays();
const sinceWrite = createDelays();
const firstSeen = new Map<string, number>();
const perReader = new Map<string, number[]>();

/** Every tenth reader follows everything, the others one asset each. */
function queryOf(index: number): string {
  return index % 10 === 0 ? "" : `?assets=${assets[index % assets.length]}`;
}

function take(query: string, index: number, block: string): void {
  if (!block.includes("event: prices")) return;
  const now = performance.timeOrigin + performance.now();
  events += 1;
  if (allOpen) {
    const counts = perReader.get(query) ?? [];
    perReader.set(query, counts);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const id = /\nid: (.*)\n/.exec(block)?.[1] ?? "";
  const key = `${id} ${query}`;
  const first = firstSeen.get(key);
  if (first === undefined) firstSeen.set(key, now);
  fanOut.add(first === undefined ? 0 : now - first);
  // See append-blocks.ts; the hash of a block of the chains is no time.
  const written = /"hash":"0x0{32}0*([0-9a-f]+)"/.exec(block.slice(-1_500))?.[1];
  if (written !== undefined) sinceWrite.add(now - Number.parseInt(written, 16));
}

function read(index: number, slow: boolean): Promise<void> {
  const query = slow ? "" : queryOf(index);
  return new Promise((resolve, reject) => {
    const request = http.get(url + query, { agent: false }, (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`The server answered ${response.statusCode}.`));
        return;
      }
      resolve();
      if (slow) {
        response.pause();
        response.on("error", () => undefined);
        return;
      }
      open += 1;
      let rest = "";
      response.setEncoding("latin1");
      response.on("data", (text: string) => {
        bytes += text.length;
        rest += text;
        for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
          take(query, index, rest.slice(0, end));
          rest = rest.slice(end + 2);
        }
      });
      const gone = () => {
        open -= 1;
        broken += 1;
      };
      response.once("close", gone);
      response.on("error", () => undefined);
    });
    request.on("error", reject);
  });
}

/** How many readers have fewer events than the most of those that follow the same. */
function countUneven(): number {
  let uneven = 0;
  for (const counts of perReader.values()) {
    const known = counts.filter((one) => one !== undefined);
    const most = Math.max(...known);
    // An event may be under way to some of them.
    uneven += known.filter((one) => one < most - 1).length;
  }
  return uneven;
}

const pending: Promise<void>[] = [];
for (let index = 0; index < count; index++) {
  pending.push(read(index, false));
  if (index % 20 === 19) await sleep(20);
}
for (let index = 0; index < Number(values.slow); index++) pending.push(read(index, true));
await Promise.all(pending);
allOpen = true;

setInterval(() => {
  const report: ReadersReport = {
    open,
    broken,
    events,
    bytes,
    uneven: countUneven(),
    fanOut: fanOut.take(),
    sinceWrite: sinceWrite.take(),
  };
  console.log(JSON.stringify(report));
  events = 0;
  bytes = 0;
  const old = performance.timeOrigin + performance.now() - 60_000;
  for (const [key, time] of firstSeen) if (time < old) firstSeen.delete(key);
}, 1_000);
