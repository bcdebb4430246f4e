import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";

const WETH = "eip155:31337/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3";
const built = fileURLToPath(new URL("../../web/dist", import.meta.url));
/** What comes before any view: React, the router, the query cache, the shell. */
const MOST_FIRST_BYTES = 140_000;
const MOST_REQUESTS = 12;

export function describeWeight(getWorld: () => BrowserWorld): void {
  test("the first script is small, and the chart library is not in it", () => {
    const first = readFileSync(`${built}/index.html`, "utf8").match(/static\/index-[^"]+\.js/)![0];
    const bytes = gzipSync(readFileSync(`${built}/${first}`)).length;
    const sizes = readdirSync(`${built}/static`)
      .map((name) => ({ name, gzip: gzipSync(readFileSync(`${built}/static/${name}`)).length }))
      .sort((a, b) => b.gzip - a.gzip);
    console.table(sizes.slice(0, 8));
    expect(bytes).toBeLessThan(MOST_FIRST_BYTES);
    expect(readFileSync(`${built}/${first}`, "utf8")).not.toContain("zrender");
  });

  test("a view asks for little, and shows a value soon", async () => {
    const world = getWorld();
    const alice = world.manifest.accounts.find(({ name }) => name === "alice")!.address;
    const costs: Record<string, { asked: number; files: number; milliseconds: number }> = {};
    for (const [name, path] of Object.entries({
      overview: "/",
      account: `/accounts/${alice}`,
      assets: "/assets",
      asset: `/assets/${WETH}`,
    })) {
      // A browser that has never been here.
      const { page, close, requests } = await world.browser.openPage();
      const begun = performance.now();
      await page.goto(world.url + path, { waitUntil: "commit" });
      await page.locator("main .figure").first().waitFor({ timeout: 60_000 });
      const milliseconds = Math.round(performance.now() - begun);
      await page.waitForTimeout(1_000);
      const asked = requests.filter((one) => one.startsWith("/v1/")).length;
      costs[name] = { asked, files: requests.length - asked, milliseconds };
      await close();
    }
    console.table(costs);
    for (const { asked } of Object.values(costs)) expect(asked).toBeLessThanOrEqual(MOST_REQUESTS);
  });
}
