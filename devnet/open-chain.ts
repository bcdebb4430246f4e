import type { DevnetAccount, DevnetRole } from "./accounts/devnet-accounts.ts";
import type { Anvil } from "./anvil/start-anvil.ts";
import type { BaseDeployment } from "./base-deployment.ts";
import type { DevChain } from "./chain/dev-chain.ts";
import type { FeedKeeper } from "./market/create-feed-keeper.ts";
import type { Random } from "./market/create-random.ts";
import type { DeployedPart } from "./parts/devnet-part.ts";
import type { BaseContracts } from "./prepare-contracts.ts";
import { createStage, type Stage } from "./scenario/stage.ts";

/** A chain of the devnet that runs and has its contracts. */
export type OpenChain = {
  anvil: Anvil;
  chain: DevChain;
  base: BaseDeployment;
  parts: readonly DeployedPart[];
  feeds: FeedKeeper;
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: BaseContracts;
  /** Chance for this chain's people in the seeded scenario. */
  random: Random;
  /** Seconds of the newest block of the deployment and the scenario. */
  now: number;
};

/** Where people act on an open chain: on the chain itself or on a view of it, by their own chance. */
export function stageOf(open: OpenChain, view: { chain?: DevChain; random?: Random } = {}): Stage {
  const { base, accounts, contracts } = open;
  return createStage({
    ...{ base, accounts, contracts },
    chain: view.chain ?? open.chain,
    random: view.random ?? open.random,
    later(seconds) {
      open.now += seconds;
      return open.now;
    },
  });
}
