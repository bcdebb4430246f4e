import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "./find-chromium.ts";

const SCREENSHOTS = fileURLToPath(new URL("../../../.data/screenshots", import.meta.url));

/** For charts and whatever comes after the first heading. */
const SETTLING_MILLISECONDS = 2_500;

const WIDTHS = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
} as const;

export type Look = { scheme: "light" | "dark"; width: keyof typeof WIDTHS };

/** A page of the browser that remembers what nobody should ever see. */
export type WatchedPage = {
  page: Page;
  /** Goes to a path of the server, and waits for the view's first heading. */
  open(path: string): Promise<void>;
  /** Errors and warnings in the console, uncaught errors, and requests to other hosts. */
  faults: string[];
  /** Every request so far, as paths. */
  requests: string[];
  /** What axe finds on the page as it is now, one line each. */
  violations(): Promise<string[]>;
  /**
   * What is wrong with the view that is open once its charts are drawn: what axe finds, a page wider than
   * the screen, and the faults so far, which are counted no more. Keeps a screenshot by name and look.
   */
  wrongs(name: string): Promise<string[]>;
  /** Writes `.data/screenshots/<name>.png`. */
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
};

export type OpenBrowser = {
  openPage(look?: Partial<Look>): Promise<WatchedPage>;
  close(): Promise<void>;
};

/** Chromium without a window, which asks no host for anything by itself. */
export async function openBrowser(baseUrl: string): Promise<OpenBrowser> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return {
    openPage: (look = {}) => openPage({ browser, baseUrl, look }),
    close: () => browser.close(),
  };
}

async function openPage(parameters: {
  browser: Browser;
  baseUrl: string;
  look: Partial<Look>;
}): Promise<WatchedPage> {
  const { browser, baseUrl, look } = parameters;
  const { scheme = "light", width = "wide" } = look;
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport: WIDTHS[width],
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin === baseUrl) requests.push(url.pathname + url.search);
    else faults.push(`A request to another host: ${request.url()}`);
  });
  const violations = async (): Promise<string[]> => {
    // By the debugger's own evaluation: the page's policy forbids scripts from elsewhere.
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, target }) => `${id}: ${help}: ${target.join(" ")} ${html}`),
    );
  };
  const screenshot = async (name: string): Promise<void> => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
  };
  return {
    ...{ page, faults, requests },
    async open(path) {
      await page.goto(baseUrl + path, { waitUntil: "domcontentloaded" });
      await page.locator("main h1").first().waitFor({ timeout: 30_000 });
    },
    violations,
    screenshot,
    async wrongs(name) {
      await page.waitForTimeout(SETTLING_MILLISECONDS);
      await screenshot(`${name}-${scheme}-${width}`);
      const scrollWidth = await page.evaluate<number>("document.documentElement.scrollWidth");
      return [
        ...(await violations()),
        ...(scrollWidth > WIDTHS[width].width ? [`The page is ${scrollWidth} wide.`] : []),
        ...faults.splice(0),
      ];
    },
    close: () => context.close(),
  };
}
