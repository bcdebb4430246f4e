import { readFileSync } from "node:fs";

/** Clock ticks a second of Linux's /proc. */
const TICKS_PER_SECOND = 100;

/** What a process of this machine holds and has used; Linux only. */
export function processUsage(pid: number): { residentMegabytes: number; cpuSeconds: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kilobytes = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]);
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // After the command's name in parentheses: state is field 3, user and system time 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[11]) + Number(fields[12]);
  return {
    residentMegabytes: Math.round(kilobytes / 1_024),
    cpuSeconds: ticks / TICKS_PER_SECOND,
  };
}
