import { afterAll, beforeAll, expect, test } from "vitest";
import { chainCaip2 } from "../../src/core/identifiers.ts";
import { createIndexWorld, type IndexWorld } from "../support/index-world.ts";

/* Answers about the past of the seeded scenario, as they are first given and as they are later. */
let world: IndexWorld;
/** By path. */
const past = new Map<string, string>();

const text = async (url: string) =>
  (await fetch(url, { signal: AbortSignal.timeout(60_000) })).text();

beforeAll(async () => {
  world = await createIndexWorld();
  const heads = await world.heads();
  await world.ponder().waitIndexed(heads);
  const accounts = world.manifest.accounts.map(
    ({ address }) => `/v1/accounts/${address}/collateral`,
  );
  for (const back of [10n, 70n]) {
    const at = world.network.chains
      .map(({ chainId }) => `${chainCaip2(chainId)}:${heads[chainId]! - back}`)
      .join(",");
    const routes = ["/v1/prices", "/v1/feeds", "/v1/insurance-funds", "/v1/at-risk?maxHealth=2"];
    for (const route of [...accounts, ...routes]) {
      const path = `${route}${route.includes("?") ? "&" : "?"}at=`;
      const { at: named } = JSON.parse(await text(world.ponder().url + path + at));
      past.set(path + named, await text(world.ponder().url + path + named));
    }
  }
}, 300_000);
afterAll(() => world?.close());

test("answers about the past repeat byte for byte after more blocks, a restart and a reindex", async () => {
  for (const { chainId } of world.network.chains) {
    const mine = { method: "anvil_mine", params: ["0x28", "0xc"] } as never;
    await world.client(chainId).request(mine);
  }
  const heads = await world.heads();
  await world.ponder().waitIndexed(heads);
  await world.ponder().stop();
  await world.restart();
  const anew = await world.reindex();
  for (const ponder of [world.ponder(), anew]) {
    await ponder.waitIndexed(heads);
    for (const [path, first] of past) expect(await text(ponder.url + path)).toBe(first);
  }
}, 300_000);
