import type { HoldingsReader } from "../../src/protocols/holdings-reader.ts";

/** Of an adapter whose accounts have nothing. */
export const noHoldings: HoldingsReader = {
  readChangedAccounts: async () => [],
  read: async () => [],
  marketsOf: async () => [],
  screen: () => [],
  readFactors: async () => new Map(),
};
