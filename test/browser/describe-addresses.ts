import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";

export function describeAddresses(getWorld: () => BrowserWorld): void {
  test("an empty and a wrong search say what to try, from what is there", async () => {
    const { page, open, close, faults } = await getWorld().browser.openPage();
    await open("/");
    const search = page.getByRole("combobox", { name: /^Search/ });
    await search.focus();
    await page.getByText(/Try an address/).waitFor();
    await page.getByRole("option", { name: /WETH on alpha/ }).waitFor({ timeout: 30_000 });
    await search.fill("zzz");
    await page.getByText("Nothing here is called “zzz”.").waitFor();
    await search.fill("0x12");
    await page.getByText(/An address has 40 hexadecimal digits/).waitFor();
    await search.fill("weth");
    await page.getByRole("option", { name: "WETH on beta" }).click();
    await page.waitForURL("**/assets/eip155:31338/**");
    expect(faults).toEqual([]);
    await close();
  });

  test("a wrong account is the API's own problem, with a way on; a wrong path is told by the page", async () => {
    const { page, open, close } = await getWorld().browser.openPage();
    await page.goto(`${getWorld().url}/accounts/alice.eth`);
    await page.getByText("malformed-account").first().waitFor({ timeout: 30_000 });
    await open("/acounts");
    await page.getByText("There is no view at /acounts").waitFor();
    await close();
  });

  test("a theme that was chosen is kept", async () => {
    const { page, open, close, faults } = await getWorld().browser.openPage({ scheme: "light" });
    await open("/");
    const theme = page.getByRole("button", { name: /^Colours/ });
    await theme.click();
    await theme.click();
    const ground = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    const dark = await ground();
    await page.reload();
    await page.locator("main h1").waitFor();
    expect(await ground()).toBe(dark);
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(faults).toEqual([]);
    await close();
  });
}
