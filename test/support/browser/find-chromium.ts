import { existsSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** @throws Error that says how to get a browser where there is none. */
export function findChromium(): string {
  const chosen = process.env.CHROMIUM_BIN;
  if (chosen !== undefined && chosen !== "") {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROMIUM_BIN is "${chosen}", where there is no file.`);
  }
  const found = PLACES.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error(
    "The browser tests need Chromium, and there is none. On Debian: apt-get install -y --no-install-recommends chromium. Elsewhere: set CHROMIUM_BIN to a Chromium or Chrome.",
  );
}
