import type { PublicClient } from "viem";
import type { Manifest } from "../../../config/manifest.ts";
import { fetchAaveV3Artifacts } from "../../../devnet/aave-v3/aave-v3-artifacts.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import type { MinedBlock } from "../../../devnet/chain/dev-chain.ts";
import { createRandom } from "../../../devnet/market/create-random.ts";
import { actAtPerpV2AtRandom } from "../../../devnet/perp-v2/act-at-random.ts";
import { createPerpV2Desk } from "../../../devnet/perp-v2/create-perp-v2-desk.ts";
import { deployPerpV2 } from "../../../devnet/perp-v2/deploy-perp-v2.ts";
import { playPerpV2Scenario } from "../../../devnet/perp-v2/play-perp-v2-scenario.ts";
import { preparePerpV2 } from "../../../devnet/perp-v2/prepare-perp-v2.ts";
import { deployTokens } from "../../../devnet/tokens/deploy-tokens.ts";
import { devnetTokens } from "../../../devnet/tokens/devnet-tokens.ts";
import type { Database } from "../../../src/api/store/create-database.ts";
import { singleChainManifest } from "../single-chain/single-chain-manifest.ts";
import { onSingleChain, type SingleChain } from "../single-chain/start-single-chain.ts";

export const perpChainId = 31_340;
/** Blocks of the scenario that Ponder finds when it starts; the others come live. */
const blocksBeforeStart = 22;
const blocksBeforeReorg = 24;
/** Of actions by chance after the scenario. */
const randomBlocks = 60;

export type PerpV2World = {
  url: string;
  publicClient: PublicClient;
  manifest: Manifest;
  store: Database;
  /** The last block, which is indexed. */
  head: number;
  /** Blocks in which something was done at Perp, in the history that stands. */
  played: readonly MinedBlock[];
  /** What chance has done. */
  randomKinds: Readonly<Record<string, number>>;
  stop(): Promise<void>;
};

/**
 * A chain on which the scenario, a reorg of three blocks and actions by chance have happened, and real
 * Ponder that has indexed it all: the first part of the scenario as history, the rest live.
 */
export function startPerpV2World(): Promise<PerpV2World> {
  return onSingleChain(
    {
      ...{ name: "delta", chainId: perpChainId, schema: "perp_v2" },
      genesisTimestamp: 1_750_000_000,
    },
    build,
  );
}

async function build(single: SingleChain): Promise<Omit<PerpV2World, "stop">> {
  const { chain, url, publicClient, later: nextTimestamp } = single;
  const log = () => undefined;
  const artifacts = await preparePerpV2({ log });
  const { MintableERC20: mintableErc20 } = await fetchAaveV3Artifacts({ log });
  const accounts = devnetAccounts();
  const deployer = accounts.deployer.address;
  const tokens = await deployTokens({ chain, deployer, mintableErc20 });
  await single.mine(1);
  const oracles = [
    accounts["chainlink-oracle-1"].address,
    accounts["chainlink-oracle-2"].address,
    accounts["chainlink-oracle-3"].address,
  ] as const;
  const perp = await deployPerpV2({ chain, deployer, artifacts, tokens, oracles, nextTimestamp });
  const manifest = singleChainManifest({
    ...single,
    perpV2: [perp],
    tokens: devnetTokens.map(({ symbol, decimals }) => ({
      ...{ symbol, decimals, address: tokens[symbol] },
      mint: { signature: "mint(address account, uint256 value)", minter: null },
    })),
  });
  const played: MinedBlock[] = [];
  const people = {
    alice: accounts.alice.address,
    bob: accounts.bob.address,
    carol: accounts.carol.address,
    dave: accounts.dave.address,
    erin: accounts.erin.address,
    frank: accounts.frank.address,
    keeper: accounts.keeper.address,
  };
  const actThrice = async () => {
    const undone = createPerpV2Desk({
      ...{ chain, perp, people, nextTimestamp },
      onBlock: async (block) => single.note(block),
    });
    undone.deposit(people.carol, undone.usdc, 777_000_000n);
    await undone.mine(12);
    undone.trade(people.carol, undone.base("vETH"), {
      ...{ side: "short", of: "quote", amount: 500n * 10n ** 18n },
    });
    await undone.mine(12);
    undone.withdraw(people.bob, undone.collateral("WETH"), 10n ** 17n);
    await undone.mine(12);
  };

  const desk = await playPerpV2Scenario({
    ...{ chain, perp, people, nextTimestamp },
    async onBlock(block) {
      single.note(block);
      played.push(block);
      if (played.length === blocksBeforeStart) await single.startIndexing(manifest);
      if (played.length === blocksBeforeReorg) await single.undo(actThrice);
    },
  });
  const random = createRandom({ seed: 5, stream: 0 });
  const actors = [people.bob, people.carol, people.dave, people.erin, people.frank];
  const randomKinds: Record<string, number> = {};
  for (let blocks = 0; blocks < randomBlocks; ) {
    const kind = await actAtPerpV2AtRandom(desk, { random, actors });
    if (kind === undefined) continue;
    randomKinds[kind] = (randomKinds[kind] ?? 0) + 1;
    await desk.mine(random.integer(1, 5_000));
    blocks += 1;
  }
  const store = await single.finish();
  return {
    ...{ url, publicClient, manifest, store, played, randomKinds },
    head: single.head(),
  };
}
