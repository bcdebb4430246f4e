import type { ManifestChain } from "../../config/manifest.ts";
import type { DevnetAccount, DevnetRole } from "../accounts/devnet-accounts.ts";
import type { BaseDeployment } from "../base-deployment.ts";
import type { DevChain, MinedBlock, MinedTransaction } from "../chain/dev-chain.ts";
import type { FeedKeeper, FeedKeeperParameters } from "../market/create-feed-keeper.ts";
import type { Market } from "../market/create-market.ts";
import type { BaseContracts } from "../prepare-contracts.ts";
import type { Workload } from "../random/workload.ts";
import type { Stage } from "../scenario/stage.ts";
import type { Step } from "../scenario/step.ts";
import type { Pair } from "../tokens/devnet-tokens.ts";

/** A protocol of the devnet, ready to be put on a chain. */
export type PreparedPart = (site: ChainSite) => Promise<DeployedPart>;

/** Fetches and compiles what a protocol needs. */
export type DevnetPart = (parameters: { log: (line: string) => void }) => Promise<PreparedPart>;

/** A chain with tokens and feeds on which a part is deployed. */
export type ChainSite = {
  chain: DevChain;
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: BaseContracts;
  base: Pick<BaseDeployment, "facts" | "startBlock" | "tokens" | "linkToken" | "chainlink">;
  /** First price of a pair, in units of 10^-8 USD. */
  priceE8(pair: Pair): bigint;
  /** Time of a block so many seconds after the one before, which is mined then. */
  later(seconds: number): number;
  /** Mines what is queued, one second after the block before or as many as given. */
  mine(seconds?: number): Promise<MinedBlock>;
};

/** A protocol that is on a chain, and all that the devnet does with it there. */
export type DeployedPart = {
  /** Such as `maker`: names the part in counts and errors. */
  name: string;
  /** Where it is, as the manifest says it. */
  manifest?: Partial<ManifestChain>;
  /** Keeps feeds of its own, or trades a pool, at the market's price. */
  createKeeper?(parameters: FeedKeeperParameters): FeedKeeper;
  /** Plays a scenario of its own in blocks of its own, days before the common history. */
  playAlone?(stage: Stage): Promise<void>;
  /** What happens in the common history. */
  steps?(stage: Stage, market: Market): readonly Step[];
  /**
   * Queues harmless actions by chance, of each of its people with a chance of `percent`; for the
   * common history and for `--live`.
   */
  actGently?(stage: Stage): (percent: number) => Promise<void>;
  /** Wild actions by chance, for `--random`. */
  workloads?(stage: Stage): readonly Workload[];
  expected?: Expectation;
};

/** What a part's scenario promises, by what transactions log. */
export type Expectation = {
  /** Names of the events, and of what is special about them, of one transaction. */
  namesOf(transaction: MinedTransaction): readonly string[];
  /** How often at least a name must occur. */
  required: Readonly<Record<string, number>>;
};
