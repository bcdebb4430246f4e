import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { BrowserWorld } from "../support/browser/browser-world.ts";
import { flipBit } from "../support/make-signed-evidence.ts";

const SLOW = { timeout: 60_000 };
const STEPS = 16;

type Line = { leaf: { bytes: string; value: { raw: string; decimal: string } } };

export function describeAttestations(getWorld: () => BrowserWorld): void {
  const alice = () =>
    getWorld()
      .manifest.accounts.find(({ name }) => name === "alice")!
      .address.toLowerCase();
  const latest = async (): Promise<string> => {
    let epoch = "";
    await expect
      .poll(
        async () => {
          const response = await fetch(`${getWorld().url}/v1/attestations/latest`);
          if (response.ok) epoch = ((await response.json()) as { epoch: string }).epoch;
          return response.status;
        },
        { timeout: 150_000, interval: 2_000 },
      )
      .toBe(200);
    return epoch;
  };
  const verdicts = (page: Page) =>
    page
      .locator("[data-step]")
      .evaluateAll((steps) =>
        steps
          .map((step) => step as unknown as { dataset: { step: string; verdict: string } })
          .map(({ dataset }) => [dataset.step, dataset.verdict] as const),
      );
  const failing = async (page: Page) =>
    (await verdicts(page)).filter(([, verdict]) => verdict === "fails").map(([step]) => step);
  const proven = (page: Page, heading: string | RegExp) =>
    page.getByRole("heading", { name: heading, exact: true }).waitFor(SLOW);

  test(
    "list epochs with their progress, and prove an account's line with one's own guardians",
    { timeout: 300_000 },
    async () => {
      const epoch = await latest();
      const { page, open, faults, screenshot, close } = await getWorld().browser.openPage();
      await open("/attestations");
      const table = page.getByRole("group", { name: "Attestations" });
      await table.getByRole("link", { name: epoch, exact: true }).click(SLOW);
      await page.waitForURL(`**/attestations/${epoch}`);
      await page.getByRole("heading", { name: "Signed" }).waitFor(SLOW);

      await page.getByLabel(/^Account: an address/).fill(alice());
      await page.getByRole("button", { name: "Check its proof" }).click();
      await page.waitForURL(new RegExp(`account=${alice()}`));
      await proven(page, "Proven, if these are the guardians");
      const found = await verdicts(page);
      expect(found).toHaveLength(STEPS);
      expect(found.filter(([, verdict]) => verdict !== "holds")).toEqual([]);
      const path = `/v1/attestations/${epoch}/accounts/${alice()}`;
      const line = (await (await fetch(`${getWorld().url}${path}`)).json()) as Line;
      await page
        .getByRole("button", {
          name: new RegExp(`^Attested value: .*${line.leaf.value.decimal.split(".")[1] ?? ""} USD`),
        })
        .waitFor();
      await screenshot("proof");

      await page.getByText(/^Whom you trust/).click();
      await page.getByRole("button", { name: "Keep these as mine" }).click();
      await proven(page, "Proven");
      await page.reload();
      await proven(page, "Proven");

      await page.getByText(/^Whom you trust/).click();
      const guardians = page.getByLabel(/^Guardians in their order/);
      // The same ones at other places: a signature is by the guardian at its index.
      await guardians.fill((await guardians.inputValue()).split("\n").reverse().join("\n"));
      await page.getByRole("button", { name: "Keep these as mine" }).click();
      await proven(page, "Refused");
      expect(await failing(page)).toContain("signatures");
      await page.getByRole("button", { name: "Back to the server's suggestion" }).click();
      await proven(page, "Proven, if these are the guardians");
      expect(faults).toEqual([]);
      await close();
    },
  );

  test(
    "refuse what was tampered with, at the step that finds it",
    { timeout: 240_000 },
    async () => {
      const epoch = await latest();
      const cases: [change: (line: Line) => void, failing: string[]][] = [
        [(line) => Object.assign(line.leaf.value, { raw: `9${line.leaf.value.raw}` }), ["figures"]],
        // The account's last byte: another one's leaf, which stands nowhere.
        [
          (line) => Object.assign(line.leaf, { bytes: flipBit(line.leaf.bytes, 34) }),
          ["leaf", "proof"],
        ],
      ];
      for (const [change, expected] of cases) {
        const { page, open, close } = await getWorld().browser.openPage();
        await page.route("**/v1/attestations/*/accounts/*", async (route) => {
          const response = await route.fetch();
          const line = (await response.json()) as Line;
          change(line);
          await route.fulfill({ response, json: line });
        });
        await open(`/attestations/${epoch}?account=${alice()}`);
        await proven(page, "Refused");
        expect(await failing(page)).toEqual(expected);
        expect(await page.getByRole("button", { name: /^Attested value/ }).count()).toBe(0);
        await close();
      }
    },
  );

  test(
    "check evidence that somebody pastes, and are found by the search",
    { timeout: 240_000 },
    async () => {
      const epoch = await latest();
      const { page, open, faults, close } = await getWorld().browser.openPage();
      await open("/attestations");
      await page.getByRole("combobox").fill(epoch);
      await page.keyboard.press("Enter");
      await page.waitForURL(new RegExp(`/attestations/${epoch}$`), SLOW);
      await page.goto(`${page.url()}?account=${alice()}`);
      await proven(page, "Proven, if these are the guardians");
      await page.getByText("The evidence as JSON").click();
      const field = page.getByLabel(/^Answer of an attestation's account route/);
      const evidence = JSON.parse(await field.inputValue()) as { proof: string[] };
      await field.fill("{}");
      await page.getByRole("button", { name: "Check this" }).click();
      await page
        .getByRole("alert")
        .getByText(/account is not an object/)
        .waitFor(SLOW);
      await field.fill(JSON.stringify({ ...evidence, proof: [...evidence.proof].reverse() }));
      await page.getByRole("button", { name: "Check this" }).click();
      await proven(page, "Refused");
      expect(await failing(page)).toEqual(["proof"]);
      expect(faults).toEqual([]);
      await close();
    },
  );
}
