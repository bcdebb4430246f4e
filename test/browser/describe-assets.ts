import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";

type Prices = {
  items: {
    asset: string;
    symbol: string;
    price: { mid: { raw: string }; feeds: { id: string; voted: boolean }[] };
  }[];
};

export function describeAssets(getWorld: () => BrowserWorld): void {
  test("list every price, and one shows every feed with its vote, its words and its history", async () => {
    const world = getWorld();
    const { page, open, faults, close } = await world.browser.openPage();
    const { items } = (await (await fetch(`${world.url}/v1/prices`)).json()) as Prices;
    await open("/assets");
    await page.getByRole("rowheader").first().waitFor({ timeout: 30_000 });
    expect(await page.getByRole("rowheader").count()).toBe(items.length);
    await page.getByLabel("Filter").fill("nothing-like-this");
    expect(await page.getByText(/No asset fits/).isVisible()).toBe(true);
    await page.getByLabel("Filter").fill("");
    await page.getByRole("link", { name: "WETH", exact: true }).first().click();
    await page.waitForURL("**/assets/eip155:**");

    const weth = items.find(({ symbol }) => symbol === "WETH")!;
    for (const { id } of weth.price.feeds) {
      await page.getByRole("button", { name: id, exact: true }).waitFor();
    }
    await page.getByRole("button", { name: weth.price.feeds[0]!.id, exact: true }).click();
    await page.getByRole("group", { name: /^Observations of / }).waitFor({ timeout: 30_000 });
    await page.locator("canvas").first().waitFor({ timeout: 30_000 });
    await page.getByRole("button", { name: "Table", exact: true }).click();
    const table = page.getByRole("group", { name: "History of the price" });
    expect(await table.getByRole("row").count()).toBeGreaterThan(5);
    expect(faults).toEqual([]);
    await close();
  });
}
