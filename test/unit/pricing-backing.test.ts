import { describe, expect, it } from "vitest";
import { createPriceReplay } from "../../src/api/pricing/create-price-replay.ts";
import type { Price } from "../../src/api/pricing/price.ts";
import type { SupplyHistory } from "../../src/core/supply-observation.ts";
import { MAJORS, makeFeed, makePrice, NOW, observe } from "../support/pricing/make-feed.ts";
import { historyOf } from "../support/pricing/make-replay.ts";

const WAD = 10n ** 18n;
const base = makePrice([makeFeed("x"), makeFeed("y"), makeFeed("z")]);
const bridged = makePrice([], {
  id: "ETH.a/USD",
  backing: { bridgedId: "ETH.a", basePriceId: "ETH/USD" },
});

type Change = readonly [seconds: number, amount: bigint | null];
const end = (
  role: SupplyHistory["role"],
  untilSeconds: number | null,
  changes: readonly Change[],
  decimals = 18,
): SupplyHistory => ({
  role,
  chainId: role === "escrow" ? 1 : 2,
  decimals,
  untilSeconds: untilSeconds === null ? null : NOW + untilSeconds,
  amounts: changes.map(([at, amount]) => ({ amount, writeTimeSeconds: NOW + at })),
});

function priceWith(ends: readonly SupplyHistory[], withheld?: ReadonlySet<string>): Price {
  const price = createPriceReplay({
    methodology: { prices: [base, bridged], policies: [MAJORS] },
    history: {
      feeds: historyOf(["x", "y", "z"].map((id) => observe(id, 2_000n * 10n ** 8n))),
      supplies: new Map([["ETH.a", ends]]),
    },
    withheld,
  })
    .pricesAt(NOW + 100)
    .get("ETH.a/USD");
  if (price === undefined) throw new Error("There is no price of the bridged token.");
  return price;
}

describe("the price of a bridged token", () => {
  it("is the price of what it stands for while the escrow bears all of it", () => {
    const price = priceWith([end("escrow", 100, [[0, 50n]]), end("remote", 100, [[0, 50n]])]);
    expect(price).toMatchObject({ status: "ok", flags: [], lowWad: 2_000n * WAD });
    expect(price.backing).toEqual({
      bridgedId: "ETH.a",
      asOfSeconds: NOW + 100,
      remote: 50n,
      escrowed: 50n,
      missing: 0n,
      decimals: 18,
    });
    expect(price.feeds).toHaveLength(3);
  });

  it("counts for collateral by the share that is there, rounded down, and is degraded", () => {
    const price = priceWith([end("escrow", 100, [[0, 2n]]), end("remote", 100, [[0, 3n]])]);
    expect(price).toMatchObject({
      status: "degraded",
      flags: ["unbacked"],
      lowWad: (2_000n * WAD * 2n) / 3n,
      midWad: 2_000n * WAD,
      highWad: 2_000n * WAD,
      backing: { missing: 1n },
    });
  });

  it("is worth nothing as collateral where nothing is kept, and compares tokens of other decimals", () => {
    expect(priceWith([end("escrow", 100, [[0, 0n]]), end("remote", 100, [[0, 1n]])]).lowWad).toBe(
      0n,
    );
    const price = priceWith([
      end("escrow", 100, [[0, 5n * WAD]]),
      end("remote", 100, [[0, 5_000_000n]], 6),
      end("remote", 100, [[0, 1n]], 6),
    ]);
    expect(price.backing).toMatchObject({ missing: 10n ** 12n, decimals: 18 });
  });

  it.each([
    ["a chain is not part of the answer", [end("escrow", 100, [[0, 9n]]), end("remote", null, [])]],
    ["a token never said", [end("escrow", 100, []), end("remote", 100, [[0, 9n]])]],
    [
      "a token stopped saying",
      [
        end("escrow", 100, [
          [0, 9n],
          [5, null],
        ]),
        end("remote", 100, [[0, 9n]]),
      ],
    ],
    ["nothing is known of the bridge", []],
  ])("is degraded and says so where %s", (_, ends) => {
    const price = priceWith(ends);
    expect(price).toMatchObject({ status: "degraded", flags: ["backing_unknown"] });
    expect([price.lowWad, price.backing?.missing]).toEqual([2_000n * WAD, null]);
  });

  it("takes lag between chains for no hole: both ends are seen at one moment", () => {
    // Locked at 40 and minted at 50, where the home chain is indexed up to 30 only.
    const mintSeenFirst = priceWith([
      end("escrow", 30, [[0, 10n]]),
      end("remote", 100, [
        [0, 10n],
        [50, 15n],
      ]),
    ]);
    expect(mintSeenFirst).toMatchObject({ status: "ok", backing: { remote: 10n, escrowed: 10n } });
    // Burned at 40 and released at 50, where the remote chain is indexed up to 30 only.
    const releaseSeenFirst = priceWith([
      end("escrow", 100, [
        [0, 10n],
        [50, 5n],
      ]),
      end("remote", 30, [[0, 10n]]),
    ]);
    expect(releaseSeenFirst).toMatchObject({
      status: "ok",
      backing: { asOfSeconds: NOW + 30, remote: 10n, escrowed: 10n },
    });
  });

  it("has no value while what it stands for is held back for being off its reference", () => {
    const ends = [end("escrow", 100, [[0, 1n]]), end("remote", 100, [[0, 1n]])];
    expect(priceWith(ends, new Set(["ETH/USD"]))).toMatchObject({
      status: "unavailable",
      lowWad: null,
      flags: ["off_reference"],
    });
    expect(priceWith(ends, new Set(["ETH.a/USD"]))).toMatchObject({
      status: "unavailable",
      midWad: null,
      backing: { remote: 1n },
    });
  });
});
