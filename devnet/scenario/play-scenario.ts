import type { DevnetAccount, DevnetRole } from "../accounts/devnet-accounts.ts";
import type { Market } from "../market/create-market.ts";
import type { OpenChain } from "../open-devnet-chains.ts";
import type { DevnetContracts } from "../prepare-contracts.ts";
import { createTally } from "./create-tally.ts";
import { historySeconds } from "./history.ts";
import { playHistory } from "./play-history.ts";
import { createStage } from "./stage.ts";

/**
 * Plays the seeded history on every chain at once, up to the same second, and makes sure that all
 * that the scenario promises has happened.
 */
export async function playScenario(parameters: {
  open: readonly OpenChain[];
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: DevnetContracts;
  market: Market;
  genesisTimestamp: number;
  log: (line: string) => void;
}): Promise<void> {
  const { open, accounts, contracts, market, genesisTimestamp, log } = parameters;
  const toTimestamp = genesisTimestamp + historySeconds;
  await Promise.all(
    open.map(async (one) => {
      const { chain, deployment, feeds, random } = one;
      const tally = createTally(deployment);
      await playHistory({
        stage: createStage({ chain, deployment, accounts, contracts, random }),
        feeds,
        market,
        genesisTimestamp,
        fromTimestamp: one.now,
        toTimestamp,
        onBlock: tally.count,
      });
      one.now = toTimestamp;
      tally.requireComplete();
      log(`${chain.name}: ${tally.blocks()} blocks, ${tally.transactions()} transactions`);
    }),
  );
}
