import type { Address } from "viem";
import type { RuleAction, RuleRefusal } from "../../core/market-rule.ts";
import type { AccountMarket, Cause } from "../../core/position.ts";
import { type FactorOf, repricedBy, repricedByPrices } from "./reprice-market.ts";

/** An action of the account in one of its standings, and which of the request's it is. */
export type SimulatedAction = RuleAction & { index: number; standing: AccountMarket };

/** An action that the market's contract would not do. */
export type RefusedAction = RuleRefusal & { index: number };

export type Simulation = {
  /** The standings after all actions, in their order, and other markets whose positions depend on prices. */
  standings: readonly AccountMarket[];
  /** The rest with the verdicts of the changed prices. */
  others: readonly AccountMarket[];
  refused: readonly RefusedAction[];
};

/**
 * What would become of an account's markets: prices of the markets' own oracles first, then the actions
 * one after the other, each as the contract would do it in this very block. An action that the
 * contract refuses changes nothing, and the following ones go on.
 * @param parameters.standings The markets that are acted on, as their adapters give them.
 */
export function simulateMarkets(parameters: {
  standings: readonly AccountMarket[];
  others: readonly AccountMarket[];
  actions: readonly SimulatedAction[];
  factorOf: FactorOf;
}): Simulation {
  const { standings, others, actions, factorOf } = parameters;
  const refused: RefusedAction[] = [];
  const now = new Map(
    standings.map((standing) => {
      const own = actions.filter((action) => action.standing === standing);
      return [standing, reprice(standing, factorOf, own)];
    }),
  );
  for (const { index, standing, kind, asset, amount } of actions) {
    const market = now.get(standing);
    const rule = market?.rule;
    if (rule === undefined) {
      refused.push({ index, ...noVerdict });
      continue;
    }
    const { refusal, after } = rule.attempt({ kind, asset, amount });
    if (refusal !== null) refused.push({ index, ...refusal });
    else now.set(standing, after);
  }
  const moved = others.filter(({ priceRule }) => priceRule !== undefined);
  return {
    standings: [...now.values(), ...moved.map((market) => reprice(market, factorOf, []))],
    others: others
      .filter(({ priceRule }) => priceRule === undefined)
      .map((market) => {
        const { health, rule } = reprice(market, factorOf, []);
        return { ...market, health, rule };
      }),
    refused,
  };
}

/** The holder of a market's positions, where one account has several such markets. */
export function holderOf({ positions }: AccountMarket): Address | undefined {
  return positions[0]?.holder;
}

function reprice(
  market: AccountMarket,
  factorOf: FactorOf,
  actions: readonly RuleAction[],
): AccountMarket {
  const { rule, priceRule } = market;
  if (rule !== undefined) {
    const prices = repricedBy(rule, factorOf, actions);
    return prices.size === 0 ? market : rule.repriced(prices);
  }
  if (priceRule === undefined) return market;
  const prices = repricedByPrices(priceRule, factorOf);
  return prices === null
    ? withoutResult(priceRule.repriced(new Map()))
    : priceRule.repriced(prices);
}

/** A market of which nobody can say what the account would have there. */
function withoutResult(market: AccountMarket): AccountMarket {
  const { chainId, marketId, causes } = market;
  const cause: Cause = {
    code: "result-not-simulated",
    detail:
      "What the account has in ranges depends on the pool's own price, so what it would have or owe at another price is not known.",
    ...{ chainId, marketId },
  };
  return {
    ...market,
    health: null,
    margin: undefined,
    debtUnknown: true,
    causes: [...causes, cause],
  };
}

const noVerdict: RuleRefusal = {
  code: "no-verdict",
  detail: "The market has no verdict on the account here, so nothing can be tried; see its causes.",
};
