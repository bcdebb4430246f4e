import { expect, test } from "vitest";
import { parseAssetCaip19 } from "../../../src/core/identifiers.ts";
import type { StateOverride } from "../../support/liquidation/act-as.ts";
import type { Json, RestingWorld } from "../../support/liquidation/open-liquidation-world.ts";
import {
  createPerpPrice,
  maintenanceRequirement,
  perpAccountValue,
} from "../../support/liquidation/perp-prices.ts";

const WAD = 10n ** 18n;

/** The verdicts that the API states at Ballast's prices, at contracts that are told these prices. */
export function independentVerdicts(open: () => RestingWorld): void {
  test("Perp's clearing house says the same of an account where its prices are Ballast's", async () => {
    const { world, views } = open();
    const compared: number[] = [];
    let unknown = 0;
    for (const { address, chainId, markets } of views) {
      const perp = world.manifest.chains.find((one) => one.chainId === chainId)!.perpV2[0];
      const client = world.client(chainId);
      for (const { protocol, independent, derivatives } of markets as Json[]) {
        if (perp === undefined || protocol !== "perp-v2" || independent === undefined) continue;
        const hasRanges = derivatives.some((one: Json) => one.liquidity !== undefined);
        const unpriced = independent.prices.filter((one: Json) => one.ballastPrice === null);
        expect(independent.differs === "unknown").toBe(hasRanges || unpriced.length > 0);
        if (independent.differs === "unknown") {
          expect(independent.liquidatable).toBeNull();
          unknown += 1;
          continue;
        }
        const stateOverride: StateOverride = [];
        for (const { asset, ballastPrice } of independent.prices) {
          const at = await createPerpPrice(client, perp, parseAssetCaip19(asset).token);
          stateOverride.push(...at(BigInt(ballastPrice)));
        }
        const required = await maintenanceRequirement(client, perp, address, stateOverride);
        // Without a position nothing is required, and no price can turn that.
        if (required === 0n) continue;
        const value = await perpAccountValue(client, perp, address, stateOverride);
        expect(independent.liquidatable, address).toBe(value < required);
        const factorWad = value < 0n ? 0n : (value * WAD) / required;
        expect(independent.healthFactor.raw, address).toBe(`${factorWad}`);
        compared.push(...independent.prices.map((one: Json) => one.differenceBps));
      }
    }
    // Several prices, which are not the house's own; and an account with ranges.
    expect(compared.length).toBeGreaterThan(3);
    expect(compared.filter((bps) => bps !== 0)).toEqual(compared);
    expect(unknown).toBeGreaterThan(0);
  });
}
