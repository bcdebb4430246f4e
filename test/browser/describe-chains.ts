import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";

const SLOW = { timeout: 60_000 };

export function describeChains(getWorld: () => BrowserWorld): void {
  test("show how far each one is, as it goes on, and what was compared with the contracts", async () => {
    const world = getWorld();
    const { page, open, faults, close } = await world.browser.openPage();
    await open("/chains");
    const chains = page.getByRole("group", { name: "Chains" });
    await chains.getByRole("rowheader").first().waitFor(SLOW);
    expect(await chains.getByRole("rowheader").count()).toBe(world.manifest.chains.length);
    const head = chains.getByRole("button", { name: /^alpha: head: / });
    const before = await head.textContent();
    await expect.poll(() => head.textContent(), SLOW).not.toBe(before);
    await chains.getByRole("img", { name: /^Lag of alpha/ }).waitFor(SLOW);
    const parity = page.getByRole("group", { name: "Comparisons with the contracts" });
    await parity.getByRole("rowheader", { name: "aave-v3" }).first().waitFor(SLOW);
    await page.getByText("sampler alive").waitFor(SLOW);
    await page.getByRole("group", { name: "Feeds by chain and kind" }).waitFor(SLOW);
    expect(faults).toEqual([]);
    await close();
  }, 180_000);

  test("that cannot be asked do not make the page ask without end", async () => {
    const { page, open, requests, close } = await getWorld().browser.openPage();
    await page.route("**/v1/chains", (route) => route.fulfill({ status: 500, body: "broken" }));
    await open("/chains");
    await page.getByRole("alert").first().waitFor(SLOW);
    const asked = () => requests.filter((path) => path === "/v1/chains").length;
    const before = asked();
    await page.waitForTimeout(6_000);
    expect(asked() - before).toBeLessThan(10);
    await close();
  });
}
