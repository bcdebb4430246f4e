import type { Network } from "../../config/network.ts";
import { jsonRpc } from "../../devnet/chain/json-rpc.ts";
import type { Devnet } from "../../devnet/start-devnet.ts";
import type { RunningPonder } from "../support/start-ponder.ts";
import type { Comparer } from "./create-comparer.ts";

/** Blocks, before the closing ones, of a branch that a reorganisation drops. Ponder follows 30 back. */
const BRANCH = { blocks: 3, actions: 8 };
const REORG_DEPTH = 3;
/** Compared again after the restart. */
const LOOKED_BACK = 20n;
const STAGES = 10;

export type Played = { blocks: number; actions: number };

/**
 * Plays blocks by chance on all chains and compares every block of every chain, in stages. In between,
 * each once: blocks that are compared and then replaced by others (a snapshot is restored), blocks that
 * are compared and then lose their transactions, and a kill of the indexer while the chains go on.
 */
export async function playAndCompare(parameters: {
  devnet: Devnet;
  network: Network;
  comparer: Comparer;
  ponder: () => RunningPonder;
  /** Kills the indexer now, and starts it again when called. */
  kill: () => Promise<() => Promise<void>>;
  blocks: number;
  actions: number;
  /** After each stage, when everything up to the heads is compared. */
  onStage: (heads: ReadonlyMap<number, bigint>) => Promise<void>;
  onProgress: (line: string) => void;
}): Promise<Played> {
  const { devnet, network, comparer, ponder, kill, onStage, onProgress } = parameters;
  const comparedUpTo = new Map(
    network.chains.map(({ chainId, startBlock }) => [chainId, BigInt(startBlock) - 1n]),
  );
  const played: Played = { blocks: 0, actions: 0 };

  const play = async ({ blocks, actions }: { blocks: number; actions: number }) => {
    const run = await devnet.playRandom({ actions, blocks });
    played.blocks += run.blocks;
    played.actions += actions;
  };
  const readHeads = async () =>
    new Map(
      await Promise.all(
        network.chains.map(
          async ({ chainId }): Promise<[number, bigint]> => [
            chainId,
            await comparer.client(chainId).getBlockNumber({ cacheTime: 0 }),
          ],
        ),
      ),
    );
  const compareNew = async (): Promise<ReadonlyMap<number, bigint>> => {
    const heads = await readHeads();
    await ponder().waitIndexed(Object.fromEntries(heads), 300_000);
    await Promise.all(
      network.chains.map(async (chain) => {
        const to = heads.get(chain.chainId)!;
        await comparer.compareBlocks({ chain, from: comparedUpTo.get(chain.chainId)! + 1n, to });
        comparedUpTo.set(chain.chainId, to);
      }),
    );
    return heads;
  };
  const onEveryChain = (method: string, params: (chainId: number) => readonly unknown[]) =>
    Promise.all(
      network.chains.map(async ({ chainId, rpcUrls }) => {
        const [result] = await jsonRpc({
          url: rpcUrls[0]!,
          calls: [{ method, params: params(chainId) }],
        });
        return [chainId, result] as const;
      }),
    );

  const replaceBlocks = async () => {
    onProgress("a branch that a reorganisation replaces");
    const before = new Map(comparedUpTo);
    const snapshots = new Map(await onEveryChain("evm_snapshot", () => []));
    await play(BRANCH);
    await compareNew();
    await onEveryChain("evm_revert", (chainId) => [snapshots.get(chainId)]);
    for (const [chainId, number] of before) comparedUpTo.set(chainId, number);
    await play({ ...BRANCH, blocks: BRANCH.blocks + 2 });
    await compareNew();
  };
  const dropTransactions = async () => {
    onProgress("blocks that lose their transactions");
    await play(BRANCH);
    await compareNew();
    await onEveryChain("anvil_reorg", () => [REORG_DEPTH, []]);
    for (const [chainId, number] of comparedUpTo)
      comparedUpTo.set(chainId, number - BigInt(REORG_DEPTH));
    await play(BRANCH);
    await compareNew();
  };
  const killTheIndexer = async () => {
    onProgress("the indexer is killed");
    await play(BRANCH);
    const restart = await kill();
    await play(BRANCH);
    await restart();
    await play(BRANCH);
    for (const [chainId, number] of comparedUpTo) comparedUpTo.set(chainId, number - LOOKED_BACK);
    await compareNew();
  };

  await onStage(await compareNew());
  const disturbances = new Map([
    [3, replaceBlocks],
    [5, dropTransactions],
    [7, killTheIndexer],
  ]);
  for (let stage = 0; stage < STAGES; stage += 1) {
    const blocks = share(parameters.blocks, stage);
    const actions = share(parameters.actions, stage);
    if (blocks > 0) await play({ blocks, actions });
    await disturbances.get(stage)?.();
    await onStage(await compareNew());
  }
  return played;
}

/** A stage's part of a whole, so that all parts add up to it. */
function share(whole: number, stage: number): number {
  return Math.floor((whole * (stage + 1)) / STAGES) - Math.floor((whole * stage) / STAGES);
}
