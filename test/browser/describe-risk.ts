import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";

type Place = { account: string; protocol: string };
type AtRisk = { items: Place[]; unknown: Place[] };

const SLOW = { timeout: 30_000 };

export function describeRisk(getWorld: () => BrowserWorld): void {
  const ask = async <Body>(path: string) =>
    (await (await fetch(`${getWorld().url}${path}`)).json()) as Body;

  test("lists who is near liquidation as the API does, as it changes, with what is not known", async () => {
    const { page, open, faults, close } = await getWorld().browser.openPage();
    await open("/risk?maxHealth=2");
    const table = page.getByRole("group", { name: "Accounts at risk" });
    await page.getByText(/below 2 or liquidatable, \d+ unknown/).waitFor(SLOW);
    const { items, unknown } = await ask<AtRisk>("/v1/at-risk?maxHealth=2&limit=500");
    expect(items.length).toBeGreaterThan(3);
    expect(await table.getByRole("rowheader").count()).toBe(items.length);
    if (unknown.length > 0) {
      await page.getByRole("heading", { name: `Verdict not known (${unknown.length})` }).waitFor();
    }
    const before = await page.locator(".as-of-text time").textContent();
    await expect.poll(() => page.locator(".as-of-text time").textContent(), SLOW).not.toBe(before);

    await table
      .getByRole("button", { name: /^Health factor: / })
      .first()
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Block vector").waitFor(SLOW);
    expect(await dialog.textContent()).toMatch(/v1\/at-risk\?maxHealth=2.*at=eip155:/s);
    await page.keyboard.press("Escape");

    await page.getByLabel("Protocol").selectOption("aave-v3");
    await page.waitForURL(/protocol=aave-v3/);
    const ofAave = items.filter(({ protocol }) => protocol === "aave-v3").length;
    await expect.poll(() => table.getByRole("rowheader").count(), SLOW).toBe(ofAave);
    await table.getByRole("link").first().click();
    await page.waitForURL("**/accounts/0x*");
    expect(faults).toEqual([]);
    await close();
  });

  test("says what to try where nobody fits, and what is wrong with a filter", async () => {
    const { page, open, close } = await getWorld().browser.openPage();
    await open("/risk?minValue=999999999999");
    await page.getByText(/Nobody fits these filters/).waitFor(SLOW);
    await page.getByLabel("Health below").fill("9");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("At most 2.").first().waitFor(SLOW);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.getByText(/below 1.1 or liquidatable/).waitFor(SLOW);
    await close();
  });

  test("lists divergences, liquidations with their bad debt, and insurance funds", async () => {
    const { page, open, faults, close } = await getWorld().browser.openPage();
    await open("/risk?list=liquidations");
    const list = page.getByRole("group", { name: "List of liquidations" });
    await list.getByRole("rowheader").first().waitFor(SLOW);
    const { items } = await ask<{ items: Place[] }>("/v1/liquidations?limit=50");
    expect(await list.getByRole("rowheader").count()).toBe(items.length);
    expect(await list.getByText(/borne by/).count()).toBeGreaterThan(0);
    const [one] = items;
    const ofOne = items.filter(({ account }) => account === one!.account).length;
    await page.getByLabel("Account", { exact: true }).fill(one!.account);
    await page.keyboard.press("Enter");
    await expect.poll(() => list.getByRole("rowheader").count(), SLOW).toBe(ofOne);

    await page.getByRole("link", { name: "Insurance funds" }).click();
    const funds = await ask<{ items: { capacity: { decimal: string } }[] }>("/v1/insurance-funds");
    await page
      .getByRole("button", { name: /^Capacity: / })
      .first()
      .waitFor(SLOW);
    expect(await page.getByRole("button", { name: /^Capacity: / }).count()).toBe(
      funds.items.length,
    );
    await page.getByRole("link", { name: "Divergences" }).click();
    await page
      .getByText(/Nobody's verdict differs|Not known|only the protocol|only our/)
      .first()
      .waitFor(SLOW);
    expect(faults).toEqual([]);
    await close();
  });
}
