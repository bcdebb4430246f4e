import type { Address } from "viem";
import {
  type DevnetAccount,
  type DevnetRole,
  devnetAccountCount,
  devnetMnemonic,
} from "./accounts/devnet-accounts.ts";
import { type Anvil, startAnvil } from "./anvil/start-anvil.ts";
import { openDevChain } from "./chain/dev-chain.ts";
import { deployChain } from "./deploy-chain.ts";
import type { DevnetChain } from "./devnet-chains.ts";
import { joinFeedKeepers } from "./market/create-feed-keeper.ts";
import type { Market } from "./market/create-market.ts";
import { createRandom } from "./market/create-random.ts";
import type { OpenChain } from "./open-chain.ts";
import type { PreparedPart } from "./parts/devnet-part.ts";
import type { PartName } from "./parts/devnet-parts.ts";
import type { BaseContracts } from "./prepare-contracts.ts";
import { randomStreams } from "./random-streams.ts";
import { longestGapSeconds } from "./scenario/block-times.ts";

/** Starts the chains on the given ports, in the table's order. */
export function startChains(parameters: {
  chains: readonly DevnetChain[];
  ports: readonly number[];
  genesisTimestamp: number;
  onStarted: (anvil: Anvil) => void;
}): Promise<Anvil[]> {
  const { chains, ports, genesisTimestamp, onStarted } = parameters;
  return Promise.all(
    chains.map(async ({ chainId }, index) => {
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

/** Deploys all contracts on every chain, in blocks one second apart where nothing has to wait. */
export function deployChains(parameters: {
  anvils: readonly Anvil[];
  accounts: Record<DevnetRole, DevnetAccount>;
  contracts: BaseContracts;
  parts: ReadonlyMap<PartName, PreparedPart>;
  guardians: readonly Address[];
  market: Market;
  seed: number;
  genesisTimestamp: number;
  chains: readonly DevnetChain[];
}): Promise<OpenChain[]> {
  const { anvils, accounts, contracts, market, seed, genesisTimestamp, chains } = parameters;
  return Promise.all(
    chains.map(async (facts, index) => {
      const anvil = anvils[index]!;
      const chain = openDevChain({ ...facts, url: anvil.url });
      let now = genesisTimestamp;
      const { base, parts } = await deployChain({
        ...{ facts, chain, accounts, contracts },
        parts: parameters.parts,
        guardians: parameters.guardians,
        priceE8: (pair) => market.priceE8(pair, genesisTimestamp),
        later(seconds) {
          now += seconds;
          return now;
        },
      });
      const random = createRandom({ seed, stream: randomStreams.feeds + index });
      const keeping = { chain, base, accounts, market, random, longestGapSeconds };
      return {
        ...{ anvil, chain, base, parts, accounts, contracts, now },
        feeds: joinFeedKeepers(parts.flatMap((part) => part.createKeeper?.(keeping) ?? [])),
        random: createRandom({ seed, stream: randomStreams.people + index }),
      };
    }),
  );
}
