import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";

/** The lists of risk, and a proof with all of its steps. */
export function describeRiskLooks(getWorld: () => BrowserWorld): void {
  test.each([
    { scheme: "light", width: "wide" },
    { scheme: "dark", width: "narrow" },
  ] as const)(
    "$scheme and $width: axe finds nothing, nothing is wider than the screen, no error",
    async (look) => {
      const world = getWorld();
      const alice = world.manifest.accounts.find(({ name }) => name === "alice")!.address;
      const { epoch } = (await (await fetch(`${world.url}/v1/attestations/latest`)).json()) as {
        epoch: string;
      };
      const views = {
        atRisk: "/risk?maxHealth=2",
        divergences: "/risk?list=divergences",
        liquidations: "/risk?list=liquidations",
        insurance: "/risk?list=insurance",
        epoch: `/attestations/${epoch}?account=${alice}`,
      };
      const { page, open, close, wrongs } = await world.browser.openPage(look);
      const found: Record<string, string[]> = {};
      for (const [name, path] of Object.entries(views)) {
        await open(path);
        await page.locator("main table").first().waitFor({ timeout: 60_000 });
        if (name === "epoch") {
          await page.getByRole("heading", { name: /^Proven/ }).waitFor({ timeout: 60_000 });
          await page.locator("[data-step=signatures] summary").click();
          await page.getByText(/^Whom you trust/).click();
          await page.getByText("The evidence as JSON").click();
        }
        found[name] = await wrongs(name);
      }
      expect(found).toEqual(Object.fromEntries(Object.keys(views).map((name) => [name, []])));
      await close();
    },
    240_000,
  );
}
