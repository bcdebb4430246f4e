export type Progress = {
  /** Prints what happens now, with the seconds since the start. */
  say(text: string): void;
  elapsedSeconds(): number;
};

/** Progress lines for people, such as `[ 12.3 s] Postgres is ready`. */
export function createProgress(print: (line: string) => void = console.log): Progress {
  const start = performance.now();
  const elapsedSeconds = () => (performance.now() - start) / 1000;
  return {
    say: (text) => print(`[${elapsedSeconds().toFixed(1).padStart(5)} s] ${text}`),
    elapsedSeconds,
  };
}
