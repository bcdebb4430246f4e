import type { Address } from "viem";
import type { Cause } from "../../core/position.ts";
import { SEQUENCER_MARKET } from "../../oracles/sequencer/parity.ts";
import { PRICE_STATUSES } from "../pricing/price.ts";
import type { AccountValue } from "../valuation/account-value.ts";
import type { OpenMismatch } from "./open-mismatch.ts";

/**
 * An account's value with the doubts that open mismatches cast on it: a market of which any value is
 * open, of whichever account, and a price one of whose feeds, rate or backing is, or the sequencer of
 * whose chain, has the cause `parity-mismatch`, and the status is at least `degraded`. No amount changes.
 */
export function markDoubts(value: AccountValue, mismatches: readonly OpenMismatch[]): AccountValue {
  if (mismatches.length === 0) return value;
  const causes: Cause[] = [];
  const markets = value.markets.map((market) => {
    const found = mismatches.filter(
      ({ chainId, marketId }) => chainId === market.chainId && marketId === market.marketId,
    );
    if (found.length === 0) return market;
    const cause = causeOf(found, market.account);
    causes.push(cause);
    return { ...market, causes: [...market.causes, cause] };
  });
  const prices = [...value.prices.values()];
  const feedIds = new Set(
    prices.flatMap(({ feeds, derived, backing }) => [
      ...feeds.map(({ feedId }) => feedId),
      ...(derived === undefined ? [] : [derived.rateId]),
      ...(backing === undefined ? [] : [backing.bridgedId]),
    ]),
  );
  const feedChains = new Set(prices.flatMap(({ feeds }) => feeds.map(({ chainId }) => chainId)));
  const ofFeeds = Map.groupBy(
    mismatches.filter(
      ({ chainId, marketId }) =>
        feedIds.has(marketId) || (marketId === SEQUENCER_MARKET && feedChains.has(chainId)),
    ),
    ({ chainId, marketId }) => `${chainId} ${marketId}`,
  );
  for (const found of ofFeeds.values()) causes.push(causeOf(found, value.account.address));
  if (causes.length === 0) return value;
  const isBetter = PRICE_STATUSES.indexOf(value.status) < PRICE_STATUSES.indexOf("degraded");
  return {
    ...value,
    markets,
    status: isBetter ? "degraded" : value.status,
    causes: [...value.causes, ...causes],
  };
}

/** One cause per market or feed: the account's own mismatch before the market's, before another account's. */
function causeOf(found: readonly OpenMismatch[], account: Address): Cause {
  const rank = (one: OpenMismatch) => (one.account === account ? 0 : one.account === null ? 1 : 2);
  const [shown, ...others] = [...found].sort((a, b) => rank(a) - rank(b));
  const { chainId, marketId, what, blockNumber, indexed, contract } = shown!;
  const more = others.length === 0 ? "" : `; ${others.length} more differ`;
  return {
    code: "parity-mismatch",
    detail: `${what} at block ${blockNumber} is ${indexed ?? "not known"} by the index and ${contract ?? "not stated"} by the contract${more}.`,
    chainId,
    marketId,
  };
}
