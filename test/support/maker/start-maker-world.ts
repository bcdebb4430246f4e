import type { Address, PublicClient } from "viem";
import type { Manifest } from "../../../config/manifest.ts";
import { devnetAccounts } from "../../../devnet/accounts/devnet-accounts.ts";
import { actAtMakerAtRandom } from "../../../devnet/maker/act-at-random.ts";
import { compileCallBatch } from "../../../devnet/maker/compile-call-batch.ts";
import { deployMaker } from "../../../devnet/maker/deploy-maker.ts";
import { ilks, vatCalls } from "../../../devnet/maker/maker-calls.ts";
import { playMakerScenario } from "../../../devnet/maker/play-maker-scenario.ts";
import { readMakerRecording } from "../../../devnet/maker/read-maker-recording.ts";
import { shutDown } from "../../../devnet/maker/scenario/shut-down.ts";
import { createRandom } from "../../../devnet/market/create-random.ts";
import type { Database } from "../../../src/api/store/create-database.ts";
import { singleChainManifest } from "../single-chain/single-chain-manifest.ts";
import { onSingleChain, type SingleChain } from "../single-chain/start-single-chain.ts";

/** Blocks of the scenario that Ponder finds when it starts; the others come live. */
const blocksBeforeStart = 12;
/** After the start, while alice's urn is safe. */
const blocksBeforeReorg = 13;
/** Of actions by chance after the scenario, before the system's end. */
const randomBlocks = 80;

export type MakerWorld = {
  url: string;
  publicClient: PublicClient;
  manifest: Manifest;
  store: Database;
  /** The last block, which is indexed. */
  head: number;
  /** Blocks with something of Maker in them, from the end of its deployment. */
  playedBlocks: readonly number[];
  /** What chance has done. */
  randomKinds: readonly string[];
  stop(): Promise<void>;
};

/**
 * A chain with the recorded deployment on which the scenario, a reorg of three blocks, actions by
 * chance and an emergency shutdown have happened, and real Ponder that has indexed it all: the
 * deployment and the first half of the scenario as history, the rest live.
 */
export function startMakerWorld(): Promise<MakerWorld> {
  return onSingleChain(
    { name: "gamma", chainId: 31_339, genesisTimestamp: 1_750_000_000, schema: "maker" },
    build,
  );
}

async function build(single: SingleChain): Promise<Omit<MakerWorld, "stop">> {
  const { chain, url, publicClient, later } = single;
  const log = () => undefined;
  const recording = await readMakerRecording({ log });
  const callBatch = await compileCallBatch({ log });
  const maker = await deployMaker({ chain, recording, nextTimestamp: () => later(1) });
  const manifest = singleChainManifest({ ...single, maker: [maker] });
  single.note({ number: Number(await chain.client.getBlockNumber()) });
  const playedBlocks = [single.head()];
  const accounts = devnetAccounts();
  const { alice, bob, carol, dave, keeper } = accounts;
  const frobThrice = async () => {
    for (const dart of [7n, -7n, 11n]) {
      const data = vatCalls.frob(ilks.ethA, alice.address, 0n, dart * 10n ** 18n);
      const label = "a frob that a reorg undoes";
      chain.send({ from: alice.address, to: maker.vat, data, label });
      await single.mine(12);
    }
  };

  let played = 0;
  const desk = await playMakerScenario({
    ...{ chain, maker, recording, callBatch },
    people: {
      alice: alice.address,
      bob: bob.address,
      carol: carol.address,
      dave: dave.address,
      keeper: keeper.address,
    },
    nextTimestamp: later,
    async onBlock(block) {
      single.note(block);
      playedBlocks.push(block.number);
      played += 1;
      if (played === blocksBeforeStart) await single.startIndexing(manifest);
      if (played === blocksBeforeReorg) await single.undo(frobThrice);
    },
  });
  const random = createRandom({ seed: 7, stream: 0 });
  const actors: Address[] = [alice, bob, carol].map(({ address }) => address);
  const randomKinds = new Set<string>();
  for (let block = 0; block < randomBlocks; block++) {
    const kind = await actAtMakerAtRandom(desk, { random, actors });
    if (kind === undefined) continue;
    randomKinds.add(kind);
    await desk.mine(random.integer(1, 400_000));
  }
  await shutDown(desk);
  const store = await single.finish();
  return {
    ...{ url, publicClient, manifest, store, playedBlocks },
    head: single.head(),
    randomKinds: [...randomKinds].sort(),
  };
}
