import type { Store } from "hono-rate-limiter";
import { createBoundedMap } from "../create-bounded-map.ts";

type Budget = { totalHits: number; resetTime: Date };

/** Callers that are remembered; beyond that the one that was longest silent is forgotten. */
const REMEMBERED_CALLERS = 50_000;

/** Names a caller and what its request costs: the store's interface has one text for both. */
export const budgetKey = (caller: string, units: number): string => `${units} ${caller}`;

/**
 * What callers have used of their budgets in the current window, by this process alone. A window
 * begins with a caller's first request.
 */
export function createBudgetStore(parameters: {
  windowMilliseconds: number;
  nowMilliseconds?: () => number;
}): Store {
  const { windowMilliseconds, nowMilliseconds = Date.now } = parameters;
  const budgets = createBoundedMap<string, Budget>(REMEMBERED_CALLERS);

  function add(key: string, sign: 1 | -1): Budget {
    const space = key.indexOf(" ");
    const units = Number(key.slice(0, space));
    const caller = key.slice(space + 1);
    const now = nowMilliseconds();
    let budget = budgets.get(caller);
    if (budget === undefined || budget.resetTime.getTime() <= now) {
      budget = { totalHits: 0, resetTime: new Date(now + windowMilliseconds) };
      budgets.set(caller, budget);
    }
    budget.totalHits = Math.max(0, budget.totalHits + sign * units);
    return { ...budget };
  }

  return {
    localKeys: true,
    increment: (key) => add(key, 1),
    decrement: (key) => {
      add(key, -1);
    },
    resetKey: (key) => budgets.delete(key.slice(key.indexOf(" ") + 1)),
  };
}
