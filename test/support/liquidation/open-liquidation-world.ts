import type { Address } from "viem";
import { expect } from "vitest";
import { createIndexWorld, type IndexWorld } from "../index-world.ts";
import { aaveBorrower } from "./borrow-at-aave.ts";
import { playLoans } from "./play-loans.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
export type Json = any;

/** An account's view on one chain. */
export type AccountView = { address: Address; chainId: number; at: string; markets: Json[] };

/** A world in which nothing happens any more, and what its API says of the accounts. */
export type RestingWorld = { world: IndexWorld; views: readonly AccountView[] };

/**
 * The seeded scenario with loans at Morpho and Aave and a liquidator who has everything it may need, at
 * rest: no block is made any more. With the views of all of its accounts.
 */
export async function openLiquidationWorld(): Promise<RestingWorld> {
  const world = await createIndexWorld();
  await playLoans(world.manifest);
  await world.ponder().waitIndexed(await world.heads(), 200_000);
  const views: AccountView[] = [];
  const accounts = [...world.manifest.accounts.map(({ address }) => address), aaveBorrower];
  for (const address of accounts) {
    for (const { chainId } of world.network.chains) {
      const response = await fetch(
        `${world.ponder().url}/v1/accounts/eip155:${chainId}:${address}/collateral`,
        { signal: AbortSignal.timeout(30_000) },
      );
      const view: Json = await response.json();
      expect(response.status, JSON.stringify(view)).toBe(200);
      views.push({ address, chainId, at: view.at, markets: view.markets });
    }
  }
  return { world, views };
}
