import type { Schemas } from "../../lib/api.ts";

export type SimulatedAction = Schemas["SimulatedAction"];

/** Changes in bps by price id, and actions in their order. */
export type WhatIf = {
  changes: Readonly<Record<string, number>>;
  actions: readonly SimulatedAction[];
};

/** What is sent; null where nothing is another than now. */
export function simulationRequest({ changes, actions }: WhatIf, at: string | undefined) {
  const prices = Object.entries(changes)
    .filter(([, changeBps]) => changeBps !== 0)
    .map(([priceId, changeBps]) => ({ priceId, changeBps }));
  if (prices.length === 0 && actions.length === 0) return null;
  return { ...(at !== undefined && { at }), prices, actions: [...actions] };
}
