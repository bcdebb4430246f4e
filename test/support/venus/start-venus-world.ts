import type { Address, PublicClient } from "viem";
import type { Manifest } from "../../../config/manifest.ts";
import { fetchAaveV3Artifacts } from "../../../devnet/aave-v3/aave-v3-artifacts.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import { createRandom } from "../../../devnet/market/create-random.ts";
import { deployTokens } from "../../../devnet/tokens/deploy-tokens.ts";
import { actAtVenusAtRandom } from "../../../devnet/venus/act-on-venus-at-random.ts";
import type { VenusPeople } from "../../../devnet/venus/create-venus-desk.ts";
import { deployVenus } from "../../../devnet/venus/deploy-venus.ts";
import { playVenusScenario } from "../../../devnet/venus/play-venus-scenario.ts";
import { prepareVenus, type VenusArtifacts } from "../../../devnet/venus/prepare-venus.ts";
import { vTokenCall } from "../../../devnet/venus/venus-transactions.ts";
import type { Database } from "../../../src/api/store/create-database.ts";
import { singleChainManifest } from "../single-chain/single-chain-manifest.ts";
import { onSingleChain, type SingleChain } from "../single-chain/start-single-chain.ts";
import { compileVenusLens } from "./compile-venus-lens.ts";

/** Blocks of the scenario that Ponder finds when it starts; the others come live. */
const blocksBeforeStart = 18;
const blocksBeforeReorg = 19;
/** Of actions by chance after the scenario. */
const randomBlocks = 85;
const pricesE8 = {
  WETH: 2_500n * 10n ** 8n,
  USDC: 10n ** 8n,
  DAI: 10n ** 8n,
  WBTC: 60_000n * 10n ** 8n,
};

export type VenusWorld = {
  publicClient: PublicClient;
  manifest: Manifest;
  people: VenusPeople;
  artifacts: VenusArtifacts;
  /** Our VenusLens. */
  lens: Address;
  store: Database;
  /** The last block, which is indexed. */
  head: number;
  /** Blocks with something of Venus in them, from its deployment. */
  playedBlocks: ReadonlySet<number>;
  /** How often chance has done what. */
  randomCounts: Readonly<Record<string, number>>;
  stop(): Promise<void>;
};

/**
 * A chain with Venus' pools on which the scenario, a reorg of three blocks and actions by chance have
 * happened, and real Ponder that has indexed it all: the deployment and the first half of the scenario
 * as history, the rest live.
 */
export function startVenusWorld(): Promise<VenusWorld> {
  return onSingleChain(
    {
      ...{ name: "gamma", chainId: 31_340, genesisTimestamp: 1_750_000_000, schema: "venus" },
      allowsLargeContracts: true,
    },
    build,
  );
}

async function build(single: SingleChain): Promise<Omit<VenusWorld, "stop">> {
  const { chain, publicClient, later } = single;
  const log = () => undefined;
  const artifacts = await prepareVenus({ log });
  const { MintableERC20 } = await fetchAaveV3Artifacts({ log });
  const accounts = devnetAccounts();
  const deployer = accounts.deployer.address;
  const tokens = await deployTokens({ chain, deployer, mintableErc20: MintableERC20 });
  const pools = await deployVenus({ chain, deployer, artifacts, tokens, pricesE8 });
  const lens = await chain.deploy({
    from: deployer,
    artifact: await compileVenusLens(),
    label: "deploy the lens",
  });
  await single.mine(12);
  const manifest = singleChainManifest({ ...single, venus: [...pools] });
  const playedBlocks = new Set([single.head()]);
  const people: VenusPeople = {
    ...addressesOf(["alice", "bob", "carol", "dave", "erin", "frank"]),
    keeper: accounts.liquidator.address,
  };
  const mintThrice = async () => {
    const { vToken } = pools[0]!.markets[0]!;
    const place = { from: people.alice, vToken } as const;
    for (const amount of [5n, 6n, 7n]) {
      chain.send(vTokenCall({ ...place, functionName: "mint", args: [amount * 10n ** 18n] }));
      chain.send(vTokenCall({ ...place, functionName: "transfer", args: [people.frank, amount] }));
      await single.mine(12);
    }
  };

  let played = 0;
  const desk = await playVenusScenario({
    ...{ chain, pools, people },
    nextTimestamp: later,
    async onBlock(block) {
      single.note(block);
      playedBlocks.add(block.number);
      played += 1;
      if (played === blocksBeforeStart) await single.startIndexing(manifest);
      if (played === blocksBeforeReorg) await single.undo(mintThrice);
    },
  });
  const random = createRandom({ seed: 5, stream: 0 });
  const { alice, bob, carol, erin, frank } = people;
  const actors = [alice, bob, carol, erin, frank];
  const randomCounts: Record<string, number> = {};
  for (let block = 0; block < randomBlocks; ) {
    const kind = await actAtVenusAtRandom(desk, { random, actors });
    if (kind === undefined) continue;
    randomCounts[kind] = (randomCounts[kind] ?? 0) + 1;
    await desk.mine(random.integer(1, 400_000));
    block += 1;
  }
  const store = await single.finish();
  return {
    ...{ publicClient, manifest, people, artifacts, lens, store, playedBlocks, randomCounts },
    head: single.head(),
  };
}

function addressesOf<Name extends keyof ReturnType<typeof devnetAccounts>>(
  names: readonly Name[],
): Record<Name, Address> {
  const accounts = devnetAccounts();
  return Object.fromEntries(names.map((name) => [name, accounts[name].address])) as Record<
    Name,
    Address
  >;
}
