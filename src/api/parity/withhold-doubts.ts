import type { AccountValue, ValuedMarket } from "../valuation/account-value.ts";
import type { OpenMismatch } from "./open-mismatch.ts";

const UNKNOWN = { grossWad: null, debtWad: null, netWad: null, adjustedWad: null };

/**
 * An account's value for an attestation, which cannot say why it doubts: a market of which a value of
 * the account or of the market itself is open counts as of unknown value. Its leaf then is `partial`:
 * what is attested stays a lower bound whichever of the two numbers is right.
 */
export function withholdDoubts(
  value: AccountValue,
  mismatches: readonly OpenMismatch[],
): AccountValue {
  const isDoubtful = (market: ValuedMarket) =>
    mismatches.some(
      ({ chainId, marketId, account }) =>
        chainId === market.chainId &&
        marketId === market.marketId &&
        (account === null || account === market.account),
    );
  if (!value.markets.some(isDoubtful)) return value;
  return {
    ...value,
    totals: UNKNOWN,
    markets: value.markets.map((market) =>
      isDoubtful(market)
        ? {
            ...market,
            totals: UNKNOWN,
            positions: market.positions.map((position) => ({
              ...position,
              valueWad: null,
              adjustedWad: null,
            })),
          }
        : market,
    ),
  };
}
