import { morphoBlueAbi } from "../../abis/morpho-blue.ts";
import { expectEvents } from "../parts/expect-events.ts";

/** What must have happened at Morpho, and how often at least. */
export const morphoExpectation = expectEvents({
  abi: morphoBlueAbi,
  required: {
    Supply: 8,
    Withdraw: 2,
    Borrow: 4,
    Repay: 3,
    SupplyCollateral: 5,
    WithdrawCollateral: 1,
    Liquidate: 4,
    "Liquidate with a bad debt": 2,
    AccrueInterest: 10,
    SetFee: 3,
    SetFeeRecipient: 2,
  },
  details: (event) =>
    event.eventName === "Liquidate" && event.args.badDebtShares > 0n ? ["with a bad debt"] : [],
});
