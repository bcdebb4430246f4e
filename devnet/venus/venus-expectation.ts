import { venusVTokenAbi } from "../../abis/venus-vtoken.ts";
import { expectEvents } from "../parts/expect-events.ts";

/** What must have happened in Venus' pools, and how often at least. */
export const venusExpectation = expectEvents({
  abi: venusVTokenAbi,
  required: {
    Transfer: 20,
    Redeem: 3,
    Borrow: 5,
    RepayBorrow: 4,
    LiquidateBorrow: 2,
    ProtocolSeize: 2,
    AccrueInterest: 30,
    BadDebtIncreased: 1,
    BadDebtRecovered: 1,
  },
});
