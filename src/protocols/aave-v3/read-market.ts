import type { AccountMarket } from "../../core/position.ts";
import type { MarketRequest } from "../protocol-adapter.ts";
import { marketOfStanding } from "./account-market.ts";
import { standingOf } from "./account-standing.ts";
import { readAccountStates } from "./read-accounts.ts";
import type { Pool } from "./read-pools.ts";
import { readReserveLimits } from "./reserve-limits.ts";

/** An account's standing in a pool, with the limits that decide what may be deposited and borrowed. */
export async function readMarket(
  place: MarketRequest & { pools: readonly Pool[] },
): Promise<AccountMarket[]> {
  const { facts, block, pools, account, marketId } = place;
  const pool = pools.find((one) => one.marketId === marketId);
  if (pool === undefined) return [];
  const states = await readAccountStates({ facts, block, pools: [pool], accounts: [account] });
  const limits = await readReserveLimits({ ...place, pool });
  const standing = standingOf({ account, chainId: block.chainId, pool, states });
  if (limits !== null) return [marketOfStanding({ ...standing, limits })];
  const { rule: _unlimited, causes, ...market } = marketOfStanding(standing);
  const cause = {
    code: "reserve-limits-unknown",
    detail: "The pool does not state its reserves' configuration, so nothing can be tried on it.",
    ...{ chainId: block.chainId, marketId },
  };
  return [{ ...market, causes: [...causes, cause] }];
}
