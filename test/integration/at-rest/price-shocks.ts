import { describe, expect, test } from "vitest";
import { parseAssetCaip19 } from "../../../src/core/identifiers.ts";
import type { StateOverride } from "../../support/liquidation/act-as.ts";
import type { Json, RestingWorld } from "../../support/liquidation/open-liquidation-world.ts";
import {
  createPerpPrice,
  maintenanceRequirement,
  perpAccountValue,
} from "../../support/liquidation/perp-prices.ts";

const CHANGE_BPS = -1_234;

/** What the API says of changed prices alone. */
export function priceShocks(open: () => RestingWorld): void {
  async function shock(chainId: number, account: string, prices: object[]): Promise<Json> {
    const response = await fetch(
      `${open().world.ponder().url}/v1/accounts/eip155:${chainId}:${account}/simulate`,
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        signal: AbortSignal.timeout(30_000),
        body: JSON.stringify({ prices }),
      },
    );
    const body: Json = await response.json();
    expect(response.status, JSON.stringify(body)).toBe(200);
    expect(marketIds(body.after)).toEqual(marketIds(body.before));
    return body;
  }
  const marketIds = ({ markets }: Json) =>
    markets.map(({ chain, marketId }: Json) => `${chain} ${marketId}`);
  const changed = ({ changedPrices }: Json): string[] =>
    changedPrices.map(({ priceId }: Json) => priceId).sort();

  describe("a change of prices", () => {
    test("moves what is derived from a price with it, unless that is named itself", async () => {
      const { views } = open();
      const { chainId, address } = views[0]!;
      const alone = await shock(chainId, address, [{ priceId: "ETH/USD", changeBps: CHANGE_BPS }]);
      expect(changed(alone)).toEqual(
        expect.arrayContaining(["ETH/USD", "STKETH/USD", "VWETH/USD"]),
      );
      expect(changed(alone)).not.toContain("BTC/USD");
      const held = await shock(chainId, address, [
        { priceId: "ETH/USD", changeBps: CHANGE_BPS },
        { priceId: "STKETH/USD", changeBps: 0 },
      ]);
      const staked = held.changedPrices.find(({ priceId }: Json) => priceId === "STKETH/USD");
      expect(staked.after).toEqual(staked.before);
    });

    test("makes of a Perp account what its clearing house says at these prices", async () => {
      const { world, views } = open();
      let compared = 0;
      let unknown = 0;
      for (const { address, chainId, markets } of views) {
        const perp = world.manifest.chains.find((one) => one.chainId === chainId)!.perpV2[0];
        const now = markets.find(({ protocol }: Json) => protocol === "perp-v2");
        if (perp === undefined || now === undefined || now.margin === null) continue;
        const { after } = await shock(chainId, address, [
          { priceId: "ETH/USD", changeBps: CHANGE_BPS },
          { priceId: "BTC/USD", changeBps: -CHANGE_BPS },
        ]);
        const then = after.markets.find(({ protocol }: Json) => protocol === "perp-v2");
        if (now.derivatives.some(({ liquidity }: Json) => liquidity !== undefined)) {
          expect([then.health, then.margin, after.totals.net]).toEqual([null, null, null]);
          expect(then.causes.map(({ code }: Json) => code)).toContain("result-not-simulated");
          unknown += 1;
          continue;
        }
        const client = world.client(chainId);
        const stateOverride: StateOverride = [];
        for (const { asset, symbol, oraclePriceNow: price } of then.liquidationPrices) {
          const at = await createPerpPrice(client, perp, parseAssetCaip19(asset).token);
          stateOverride.push(...at(BigInt(price)));
          const { oraclePriceNow: before } = now.liquidationPrices.find(
            (one: Json) => one.asset === asset,
          );
          const sign = symbol.includes("BTC") ? -1n : 1n;
          const moved = BigInt(before) * (10_000n + sign * BigInt(CHANGE_BPS));
          // One of the two steps of the price's unit beside the exact product.
          expect([moved / 10_000n, moved / 10_000n + 1n]).toContain(BigInt(price));
        }
        const value = await perpAccountValue(client, perp, address, stateOverride);
        const required = await maintenanceRequirement(client, perp, address, stateOverride);
        expect([then.margin.accountValue.raw, then.margin.liquidatable]).toEqual([
          `${value}`,
          value < required,
        ]);
        compared += then.liquidationPrices.length;
      }
      expect(compared).toBeGreaterThan(3);
      expect(unknown).toBeGreaterThan(0);
    });
  });
}
