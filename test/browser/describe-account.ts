import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";
import { depositWeth } from "../support/browser/deposit.ts";

const DEPOSIT_WETH = 1_234n;

type Collateral = {
  evaluatedAt: number;
  totals: Record<string, { decimal: string; raw: string }>;
  markets: { positions: { symbol: string; amount: { raw: string } }[] }[];
};

/** What the page says of one account, judged by what the API says at the page's own vector. */
export function describeAccount(getWorld: () => BrowserWorld): void {
  test("is found by search, and changes with a deposit mined meanwhile, with no reload", async () => {
    const world = getWorld();
    const { page, open, faults, close } = await world.browser.openPage();
    const alice = world.manifest.accounts.find(({ name }) => name === "alice")!.address;
    await open("/");
    await page.keyboard.press("/");
    await page.keyboard.type(alice);
    await page.getByRole("option", { name: alice }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/accounts/${alice}`);
    const net = page.getByRole("button", { name: /^Net value: \$/ }).first();
    await net.waitFor({ timeout: 30_000 });
    await page.evaluate(() => Object.assign(globalThis, { notReloaded: true }));
    const before = wholeUsd(await net.getAttribute("data-exact"));

    const chain = world.manifest.chains[0]!;
    const amount = DEPOSIT_WETH * 10n ** 18n;
    await depositWeth({ chain, account: alice, amount });
    // WETH is worth more than 500 USD in the scenario, and nothing else moves by so much.
    await expect
      .poll(async () => wholeUsd(await net.getAttribute("data-exact")), { timeout: 60_000 })
      .toBeGreaterThan(before + DEPOSIT_WETH * 500n);
    expect(await page.evaluate(() => "notReloaded" in globalThis)).toBe(true);

    // The link to exactly this, opened anew, is the API's own answer at that vector.
    const link = (await page
      .getByRole("button", { name: "Link to exactly this" })
      .getAttribute("data-copy"))!;
    const at = new URL(link).searchParams.get("at")!;
    await page.goto(link);
    await net.waitFor();
    const body = (await (
      await fetch(`${world.url}/v1/accounts/${alice}/collateral?at=${encodeURIComponent(at)}`)
    ).json()) as Collateral;
    expect(await net.getAttribute("data-exact")).toContain(`raw ${body.totals.net!.raw} ·`);
    for (const [label, name] of [
      ["Collateral", "gross"],
      ["Debt", "debt"],
      ["Adjusted", "adjusted"],
      ["Unified", "unified"],
    ] as const) {
      const figure = page.getByRole("button", { name: new RegExp(`^${label}: `) }).first();
      expect([label, rawOf(await figure.getAttribute("data-exact"))]).toEqual([
        label,
        body.totals[name]!.raw,
      ]);
    }
    expect(await page.getByText("In the past").isVisible()).toBe(true);
    // So is its history: it ends at the view's own moment.
    const end = new Date(body.evaluatedAt * 1_000).toISOString().slice(0, 19).replace("T", " ");
    await page.getByText(new RegExp(`to ${end} UTC$`)).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Back to live" }).click();
    await page.waitForURL(`**/accounts/${alice}`);
    expect(faults).toEqual([]);
    await close();
  });

  test("opens the evidence of a number: exact value, feeds, blocks, the request", async () => {
    const world = getWorld();
    const { page, open, faults, close, violations } = await world.browser.openPage();
    const alice = world.manifest.accounts.find(({ name }) => name === "alice")!.address;
    await open(`/accounts/${alice}`);
    const net = page.getByRole("button", { name: /^Net value: \$/ }).first();
    await net.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Net value" });
    await dialog.waitFor();
    const raw = /raw\s+(\d+)/.exec(await dialog.innerText())![1]!;
    const request = new URL(
      (await dialog.getByRole("link", { name: /whole answer/ }).getAttribute("href"))!,
    );
    const body = (await (await fetch(request)).json()) as Collateral;
    expect(body.totals.net!.raw).toBe(raw);
    expect(await dialog.getByRole("rowheader", { name: /^chainlink:/ }).count()).toBeGreaterThan(2);
    expect(await dialog.getByText("curl -s").count()).toBe(1);
    expect(await violations()).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await net.evaluate((element) => element.matches(":focus"))).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  test("moves a price by a slider, adds an action, and is told what is refused", async () => {
    const world = getWorld();
    const { page, open, faults, close } = await world.browser.openPage();
    const bob = world.manifest.accounts.find(({ name }) => name === "bob")!.address;
    await open(`/accounts/${bob}`);
    const slider = page.getByRole("slider", { name: "ETH/USD" });
    await slider.focus();
    for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowLeft");
    expect(await slider.getAttribute("aria-valuetext")).toBe("−20.00\u00a0%");
    const outcome = page.getByTestId("simulated-outcome");
    const [now, after] = ["Net now", "Net after"].map((title) =>
      outcome.getByRole("button", { name: new RegExp(`^${title}: `) }),
    );
    await expect
      .poll(
        async () =>
          wholeUsd(await after!.getAttribute("data-exact").catch(() => null)) <
          wholeUsd(await now!.getAttribute("data-exact").catch(() => null)),
        { timeout: 30_000 },
      )
      .toBe(true);

    // More than an account has is a wrong request; a loan is for the market to refuse.
    await page.locator("select[name=kind]").selectOption("borrow");
    await page.locator("input[name=amount]").fill("999999999");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText(/^Refused: /).waitFor({ timeout: 30_000 });
    expect(faults).toEqual([]);
    await close();
  });
}

/** Whole USD of a figure's exact text; 0 while there is none. */
function wholeUsd(exact: string | null): bigint {
  const whole = /\n−?([\d,]+)(?:\.\d+)? USD/.exec(exact ?? "")?.[1];
  return whole === undefined ? 0n : BigInt(whole.replaceAll(",", ""));
}

function rawOf(exact: string | null): string | undefined {
  return /raw (-?\d+) /.exec(exact ?? "")?.[1];
}
