import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";

/** The last of the tests: what they stop stays so. */
export function describeStopping(getWorld: () => BrowserWorld): void {
  test("the mark is live, turns stale when indexing stops, and says when the server is away", async () => {
    const world = getWorld();
    const { page, open, close, faults } = await world.browser.openPage();
    const bob = world.manifest.accounts.find(({ name }) => name === "bob")!.address;
    await open(`/accounts/${bob}`);
    const net = page.getByRole("button", { name: /^Net value: / }).first();
    await net.waitFor({ timeout: 30_000 });
    const mark = page.getByTestId("freshness");
    const level = () => mark.getAttribute("data-level");
    await expect.poll(level, { timeout: 60_000 }).toBe("live");
    expect(faults).toEqual([]);

    await world.stopIndexing();
    const stopped = Date.now();
    await expect.poll(level, { timeout: 60_000 }).toBe("stale");
    console.log(`stale ${Math.round((Date.now() - stopped) / 1_000)} s after indexing stopped`);
    await mark.getByRole("button").click();
    await page
      .getByText(/the newest indexed block, \d+, is \d+ s old/)
      .first()
      .waitFor();
    // The API answers, and the page shows what it says.
    expect((await fetch(`${world.url}/v1/accounts/${bob}/collateral`)).status).toBe(200);
    expect(await net.isVisible()).toBe(true);
    expect(faults).toEqual([]);

    await world.stopApi();
    await expect.poll(level, { timeout: 60_000 }).toBe("disconnected");
    expect(await net.isVisible()).toBe(true);
    await close();
  });
}
