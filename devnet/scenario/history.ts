import type { MarketShock } from "../market/create-market.ts";

const daySeconds = 86_400;

/** For the deployment: a MetaMorpho vault's caps wait for a day. */
export const deploymentSeconds = 2 * daySeconds;

/**
 * Before the common history, for scenarios of their own. Interest and fees need time to be worth
 * something, Maker's debts wait for days, a vault's caps as well: the chains are older than their
 * common history, all by the same. Nothing else happens then, so that it costs few blocks.
 */
const ownScenariosSeconds = 180 * daySeconds;

/** The common history of all chains: six hours. */
export const historySeconds = 21_600;

/** From genesis to the common history's start. */
export const historyStartSeconds = deploymentSeconds + ownScenariosSeconds;

/** From genesis to the end of the seeded scenario. */
export const scenarioSeconds = historyStartSeconds + historySeconds;

/** A crash in the middle that makes positions fit for liquidation, and half a recovery. */
export const marketShocks = [
  { pair: "ETH/USD", fromSeconds: 10_800, toSeconds: 12_000, movePpm: -240_000 },
  { pair: "BTC/USD", fromSeconds: 11_100, toSeconds: 12_300, movePpm: -100_000 },
  { pair: "ETH/USD", fromSeconds: 15_000, toSeconds: 16_800, movePpm: 90_000 },
  { pair: "BTC/USD", fromSeconds: 15_000, toSeconds: 17_400, movePpm: 40_000 },
] as const satisfies readonly MarketShock[];
