import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";
import type { Look } from "../support/browser/open-browser.ts";

const WETH = "eip155:31337/erc20:0x5fbdb2315678afecb367f032d93f642f64180aa3";
export function describeLooks(getWorld: () => BrowserWorld): void {
  // Two pages at once: most of the time is spent waiting.
  test.each(["light", "dark"] as const)(
    "%s, wide and narrow: axe finds nothing, nothing is wider than the screen, no error, no other host",
    async (scheme) => {
      const world = getWorld();
      const alice = world.manifest.accounts.find(({ name }) => name === "alice")!.address;
      const views = {
        overview: "/",
        account: `/accounts/${alice}`,
        assets: "/assets",
        asset: `/assets/${WETH}`,
        risk: "/risk",
        attestations: "/attestations",
        chains: "/chains",
      };
      const found = await Promise.all(
        (["wide", "narrow"] as const).map((width) => faultsOf(world, views, { scheme, width })),
      );
      const none = Object.fromEntries(Object.keys(views).map((name) => [name, []]));
      expect(found).toEqual([none, none]);
    },
    240_000,
  );
}

/** What is wrong with each view, by its name. */
async function faultsOf(
  world: BrowserWorld,
  views: Readonly<Record<string, string>>,
  { scheme, width }: Look,
): Promise<Record<string, string[]>> {
  const { page, open, close, wrongs } = await world.browser.openPage({
    ...{ scheme, width },
  });
  const found: Record<string, string[]> = {};
  for (const [name, path] of Object.entries(views)) {
    await open(path);
    await expect.poll(() => page.locator(".waiting").count(), { timeout: 30_000 }).toBe(0);
    found[name] = await wrongs(name);
  }
  await close();
  return found;
}
