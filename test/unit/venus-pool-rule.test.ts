import fc from "fast-check";
import { expect, it } from "vitest";
import { releasableCollateral } from "../../src/api/liquidation/releasable-collateral.ts";
import { WAD } from "../../src/core/fixed-point.ts";
import { marketOfStanding } from "../../src/protocols/venus/account-market.ts";
import type { Holding } from "../../src/protocols/venus/pool-standing.ts";
import { noAccount } from "../../src/protocols/venus/state.ts";
import { addressOf } from "../support/handler-harness.ts";

/** A market of a token of 18 decimals at 1 USD, lent at 80 %, with more at hand than anybody has. */
function holding(digit: number, rateWad: bigint, row: Partial<Holding["row"]>): Holding {
  const totals = { totalBorrows: 0n, totalReserves: 0n, borrowIndexWad: WAD };
  const token = (at: number) => ({ token: addressOf(at), symbol: "T", decimals: 18 });
  const market = {
    ...totals,
    ...{ vToken: token(digit), underlying: token(digit + 10), isListed: true, badDebt: 0n },
    ...{ collateralFactorWad: (8n * WAD) / 10n, liquidationThresholdWad: (9n * WAD) / 10n },
    ...{ totalSupply: 10n ** 40n, isForcedLiquidation: false },
    rates: {
      ...{ isTimeBased: true, cash: 10n ** 22n * rateWad, storedExchangeRateWad: rateWad },
      accrued: { ...totals, exchangeRateWad: rateWad },
      accruedAfter: null,
    },
  };
  return {
    market: market as unknown as Holding["market"],
    row: { ...noAccount, borrowIndexWad: WAD, isEntered: true, ...row },
  };
}

it("releases at Venus what a redemption by amount takes out, and not one unit more", () => {
  const rates = fc.oneof(
    fc.bigInt({ min: WAD / 10n, max: 100n * WAD }),
    fc.constantFrom(WAD, 10n * WAD, (5n * WAD) / 2n),
  );
  fc.assert(
    fc.property(
      rates,
      fc.bigInt({ min: 1n, max: 10_000n }),
      fc.bigInt({ min: 0n, max: 100_000n }),
      (rateWad, tokens, borrowPrincipal) => {
        const market = marketOfStanding({
          ...{ account: addressOf(50), chainId: 1, deployment: { id: "x" } as never },
          holdings: [holding(1, rateWad, { tokens }), holding(2, WAD, { borrowPrincipal })],
          prices: new Map([1, 2].map((digit) => [addressOf(digit), WAD])),
        });
        const [released] = releasableCollateral(market);
        const { asset } = released!;
        const refusal = (amount: bigint) =>
          market.rule!.attempt({ kind: "withdraw", asset, amount }).refusal;
        if (released!.alone! > 0n) expect(refusal(released!.alone!)).toBeNull();
        expect(refusal(released!.alone! + 1n)).not.toBeNull();
      },
    ),
    { numRuns: 2_000 },
  );
});
