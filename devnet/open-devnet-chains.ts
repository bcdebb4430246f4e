import type { Address } from "viem";
import {
  type DevnetAccount,
  type DevnetRole,
  devnetAccountCount,
  devnetMnemonic,
} from "./accounts/devnet-accounts.ts";
import { type Anvil, startAnvil } from "./anvil/start-anvil.ts";
import { type DevChain, openDevChain } from "./chain/dev-chain.ts";
import type { ChainDeployment } from "./chain-deployment.ts";
import { deployChain } from "./deploy-chain.ts";
import { type DevnetChain, devnetChains } from "./devnet-chains.ts";
import { createFeedKeeper, type FeedKeeper } from "./market/create-feed-keeper.ts";
import type { Market } from "./market/create-market.ts";
import { createRandom, type Random } from "./market/create-random.ts";
import type { DevnetContracts } from "./prepare-contracts.ts";
import { longestGapSeconds } from "./scenario/block-times.ts";

/** A chain of the devnet that runs and has its contracts. */
export type OpenChain = {
  anvil: Anvil;
  chain: DevChain;
  deployment: ChainDeployment;
  feeds: FeedKeeper;
  /** Chance for this chain's people and feeds. */
  random: Random;
  /** Seconds of the newest block. */
  now: number;
};

/** Starts the chains on the given ports, one after the other in the table's order. */
export function startChains(parameters: {
  ports: readonly number[];
  genesisTimestamp: number;
  onStarted: (anvil: Anvil) => void;
}): Promise<Anvil[]> {
  const { ports, genesisTimestamp, onStarted } = parameters;
  return Promise.all(
    devnetChains.map(async ({ chainId }, index) => {
      const anvil = await startAnvil({
        chainId,
        port: ports[index]!,
        genesisTimestamp,
        mnemonic: devnetMnemonic,
        accounts: devnetAccountCount,
      });
      onStarted(anvil);
      return anvil;
    }),
  );
}

/** Deploys all contracts on every chain, in blocks one second apart. */
export function deployChains(parameters: {
  anvils: readonly Anvil[];
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: DevnetContracts;
  guardians: readonly Address[];
  market: Market;
  seed: number;
  genesisTimestamp: number;
  /** The table, or one like it with other versions. */
  chains: readonly DevnetChain[];
}): Promise<OpenChain[]> {
  const { anvils, accounts, contracts, guardians, market, seed, genesisTimestamp, chains } =
    parameters;
  return Promise.all(
    chains.map(async (facts, index) => {
      const anvil = anvils[index]!;
      const chain = openDevChain({ ...facts, url: anvil.url });
      const random = createRandom({ seed, stream: index });
      let now = genesisTimestamp;
      const nextTimestamp = () => {
        now += 1;
        return now;
      };
      const deployment = await deployChain({
        facts,
        chain,
        accounts,
        contracts,
        guardians,
        priceE8: (pair) => market.priceE8(pair, genesisTimestamp),
        nextTimestamp,
      });
      const feeds = createFeedKeeper({
        chain,
        deployment,
        accounts,
        market,
        random: createRandom({ seed, stream: 5 + index }),
        longestGapSeconds,
      });
      return { anvil, chain, deployment, feeds, random, now };
    }),
  );
}
