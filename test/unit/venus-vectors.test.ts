import { parseUnits } from "viem";
import { describe, expect, it } from "vitest";
import {
  accountHealth,
  type EnteredMarket,
  liquidityOf,
  sumMarkets,
} from "../../src/protocols/venus/valuation.ts";
import { readSharedJson } from "../support/shared-file.ts";

/** Such as `100,000 USDC` and `95,000 COMP @ $0.5`. */
type Vector = { owes: string; collateral: string; expected: boolean };
type Vectors = {
  isBorrowCollateralized: (Vector & { borrowCF: number })[];
  isLiquidatable: (Vector & { liquidateCF: number })[];
};

/**
 * Numbers of compound-finance/comet, whose rule is that of its ancestor, which Venus has: weighted
 * collateral against debt, here with an exchange rate of one. Its quoteCollateral prices a storefront
 * for seized collateral, which Venus does not have: those are not run.
 */
const vectors = readSharedJson<Vectors>("vectors/compound-v3.json");
if (vectors === null) {
  console.warn(
    "Compound's vectors are skipped: ../shared/vectors/compound-v3.json is not present.",
  );
}

const WAD = 10n ** 18n;
const COMP_DECIMALS = 18;
const USDC_DECIMALS = 6;

function marketsOf({ owes, collateral }: Vector, factor: number): EnteredMarket[] {
  const [owed] = owes.replaceAll(",", "").split(" ");
  const [tokens, dollars] = collateral.replaceAll(",", "").split(" COMP @ $");
  const factorWad = parseUnits(String(factor), 18);
  const terms = { collateralFactorWad: factorWad, liquidationThresholdWad: factorWad };
  return [
    {
      ...terms,
      tokens: parseUnits(tokens!, COMP_DECIMALS),
      borrowBalance: 0n,
      exchangeRateWad: WAD,
      price: parseUnits(dollars!, 36 - COMP_DECIMALS),
    },
    {
      ...terms,
      tokens: 0n,
      borrowBalance: parseUnits(owed!, USDC_DECIMALS),
      exchangeRateWad: WAD,
      price: parseUnits("1", 36 - USDC_DECIMALS),
    },
  ];
}

describe.skipIf(vectors === null)("Compound's vectors (shared/vectors/compound-v3.json)", () => {
  it("has the same answers to isBorrowCollateralized", () => {
    const { isBorrowCollateralized } = vectors!;
    const answers = isBorrowCollateralized.map((vector) => {
      const { borrowingWeighted, borrows } = sumMarkets(marketsOf(vector, vector.borrowCF));
      return liquidityOf(borrowingWeighted, borrows).shortfall === 0n;
    });
    expect(answers).toEqual(isBorrowCollateralized.map(({ expected }) => expected));
  });

  it("has the same answers to isLiquidatable", () => {
    const { isLiquidatable } = vectors!;
    const answers = isLiquidatable.map(
      (vector) => accountHealth(sumMarkets(marketsOf(vector, vector.liquidateCF))).liquidatable,
    );
    expect(answers).toEqual(isLiquidatable.map(({ expected }) => expected));
  });
});
