import { describe, expect, it } from "vitest";
import { makerDaiMarketId, makerMarketId } from "../../src/protocols/maker/deployments.ts";
import { resolveOwner } from "../../src/protocols/maker/read-owners.ts";
import { debtAmount, gemAmount, urnHealth } from "../../src/protocols/maker/valuation.ts";
import { addressOf } from "../support/handler-harness.ts";

const WAD = 10n ** 18n;
const RAY = 10n ** 27n;
const RAD = 10n ** 45n;

/** 10 ETH at 150 DAI and a ratio of 150 %. */
const at = (art: bigint, change: Partial<Parameters<typeof urnHealth>[0]> = {}) =>
  urnHealth({
    urn: { ink: 10n * WAD, art },
    rateRay: RAY,
    spotRay: 100n * RAY,
    matRay: (3n * RAY) / 2n,
    ...change,
  });

describe("an urn's health", () => {
  it("is fit for a bite one unit of art past what its collateral bears, not at it", () => {
    expect(at(1_000n * WAD)).toMatchObject({ liquidatable: false, healthFactorWad: WAD });
    expect(at(1_000n * WAD + 1n)).toMatchObject({
      liquidatable: true,
      healthFactorWad: WAD - 1n,
      availableBorrowsBase: 0n,
    });
  });

  it("counts fees by the rate that the Vat has stored", () => {
    expect(at(1_000n * WAD, { rateRay: RAY + 1n })).toMatchObject({
      liquidatable: true,
      totalDebtBase: 1_000n * RAD + 1_000n * WAD,
    });
  });

  it("states collateral at the Spotter's price, and what may still be drawn", () => {
    expect(at(400n * WAD)).toEqual({
      baseUnitDecimals: 45,
      totalCollateralBase: 1_500n * RAD,
      totalDebtBase: 400n * RAD,
      availableBorrowsBase: 600n * RAD,
      currentLiquidationThresholdBps: 6_666n,
      ltvBps: 6_666n,
      healthFactorWad: (5n * WAD) / 2n,
      liquidatable: false,
    });
  });

  it("has no factor without debt, and cannot be bitten where there is no price", () => {
    expect(at(0n)).toMatchObject({ healthFactorWad: null, liquidatable: false });
    expect(at(WAD, { spotRay: 0n })).toMatchObject({ healthFactorWad: 0n, liquidatable: false });
    expect(at(0n, { matRay: 0n, spotRay: 0n })).toMatchObject({ ltvBps: 0n });
  });
});

describe("amounts", () => {
  it("round a debt up and collateral down", () => {
    expect(debtAmount(100n, RAY + 1n)).toBe(101n);
    expect(debtAmount(100n, RAY)).toBe(100n);
    // A GemJoin of a token of 8 decimals makes 10^10 wad of a unit.
    expect(gemAmount(10n ** 10n * 5n + (10n ** 10n - 1n), 8)).toBe(5n);
    expect(gemAmount(7n, 18)).toBe(7n);
    expect(() => gemAmount(7n, 19)).toThrow(RangeError);
  });
});

describe("who backs what an address holds", () => {
  const [urn, proxy, alice, bob] = [1, 2, 3, 4].map(addressOf) as [
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
    `0x${string}`,
  ];

  it("is the owner of its owner", () => {
    const ownerOf = resolveOwner(
      new Map([
        [urn, proxy],
        [proxy, alice],
      ]),
    );
    expect([urn, proxy, alice, bob].map(ownerOf)).toEqual([alice, alice, alice, bob]);
  });

  it("is the address itself where it was given to nobody", () => {
    expect(resolveOwner(new Map([[proxy, addressOf(0)]]))(proxy)).toBe(proxy);
  });

  it("is one address for a circle of owners and for what leads into it", () => {
    const ownerOf = resolveOwner(
      new Map([
        [urn, bob],
        [bob, proxy],
        [proxy, alice],
        [alice, bob],
      ]),
    );
    expect(new Set([urn, bob, proxy, alice].map(ownerOf))).toEqual(new Set([proxy]));
  });
});

describe("market ids", () => {
  it("name an ilk as text, and in hex where it is none", () => {
    const text = `0x${Buffer.from("ETH-A").toString("hex").padEnd(64, "0")}` as const;
    const bytes = `0x${"ff".repeat(32)}` as const;
    expect(makerMarketId({ id: "mcd" }, text)).toBe("maker:mcd:ETH-A");
    expect(makerMarketId({ id: "mcd" }, bytes)).toBe(`maker:mcd:${bytes}`);
    expect(makerDaiMarketId({ id: "mcd" })).toBe("maker:mcd:dai");
  });
});
