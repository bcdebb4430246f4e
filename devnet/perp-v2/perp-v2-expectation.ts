import {
  perpV2AccountBalanceAbi,
  perpV2ClearingHouseAbi,
  perpV2ExchangeAbi,
  perpV2InsuranceFundAbi,
  perpV2VaultAbi,
} from "../../abis/perp-v2.ts";
import { expectEvents } from "../parts/expect-events.ts";

/** What must have happened at Perp v2, and how often at least. */
export const perpV2Expectation = expectEvents({
  abi: [
    ...perpV2VaultAbi,
    ...perpV2ClearingHouseAbi,
    ...perpV2AccountBalanceAbi,
    ...perpV2ExchangeAbi,
    ...perpV2InsuranceFundAbi,
  ],
  required: {
    Deposited: 5,
    Withdrawn: 2,
    CollateralLiquidated: 1,
    BadDebtSettled: 1,
    PositionChanged: 10,
    PositionLiquidated: 1,
    PositionClosed: 1,
    LiquidityChanged: 4,
    FundingPaymentSettled: 3,
    PnlRealized: 5,
    FundingUpdated: 5,
  },
});
