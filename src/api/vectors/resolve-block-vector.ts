import { type BlockVector, evaluationTimeSeconds } from "../../core/block-vector.ts";
import type { FactsReader } from "../../core/facts-reader.ts";
import { chainCaip2 } from "../../core/identifiers.ts";
import type { ChainHead, ChainHeads, HeadBlock } from "../chains/create-chain-heads.ts";
import type { Clock } from "../clock.ts";
import { finalityUnknown } from "../errors/finality-unknown.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { reorganising } from "../errors/reorganising.ts";
import type { BlockSelector } from "../store/read-block-vector.ts";
import { chainProgress } from "./chain-progress.ts";
import type { AsOf } from "./parse-as-of.ts";
import { vectorDigest, vectorId } from "./vector-id.ts";

/** What is read to find a vector: the functions of store/read-block-vector.ts and read-block-series.ts. */
export type BlockStore = {
  readBlockVector(parameters: {
    facts: FactsReader;
    selectors: ReadonlyMap<number, BlockSelector>;
  }): Promise<BlockVector>;
  readIndexedHeads(parameters: {
    facts: FactsReader;
    chainIds: readonly number[];
  }): Promise<BlockVector>;
  readIndexReady(facts: FactsReader): Promise<boolean>;
  readBlockSeries(parameters: {
    facts: FactsReader;
    chainIds: readonly number[];
    times: readonly number[];
  }): Promise<BlockVector[]>;
  readIndexBegin(parameters: {
    facts: FactsReader;
    chainIds: readonly number[];
  }): Promise<number | null>;
};

export type ResolvedVector = {
  vector: BlockVector;
  /** Newest indexed block of each chain. */
  indexed: BlockVector;
  nowSeconds: number;
};

/** The newest final block of every chain, and the chains' own word on blocks before it. */
export type FinalBlocks = {
  kind: "finalized";
  blocks: ReadonlyMap<number, HeadBlock>;
  hashAt: ChainHeads["hashAt"];
};

type Parameters = {
  facts: FactsReader;
  blocks: BlockStore;
  chainIds: readonly number[];
  asOf: AsOf | FinalBlocks;
  heads: ReadonlyMap<number, ChainHead | null>;
  clock: Clock;
};

/**
 * The block of every chain that an answer is based on. Blocks named by the caller are taken as they
 * are; a chain that is not named has its newest block at or before the newest time named. Of the
 * blocks that are final it is the newest that the index has, by the hash that the chain's node has there.
 * @throws ProblemError 503 `not-indexed` where a chain's index has not reached the moment,
 * `reorganising` where the index has another block than the final one, `finality-unknown` where a node
 * does not say, 404 `before-index` where it begins after it, 410 `superseded`, 400 `future-time`.
 */
export async function resolveBlockVector(parameters: Parameters): Promise<ResolvedVector> {
  const { facts, blocks, chainIds, asOf } = parameters;
  const indexed = await blocks.readIndexedHeads({ facts, chainIds });
  if (indexed.size < chainIds.length) throw notIndexed(parameters, indexed, null);
  const nowSeconds = parameters.clock.nowSeconds(evaluationTimeSeconds(indexed));
  const found = (vector: BlockVector): ResolvedVector => ({ vector, indexed, nowSeconds });

  if (asOf.kind === "newest") {
    if (!(await blocks.readIndexReady(facts))) throw notIndexed(parameters, indexed, nowSeconds);
    return found(indexed);
  }
  if (asOf.kind === "time") {
    requirePast(asOf.timestampSeconds, Math.max(nowSeconds, evaluationTimeSeconds(indexed)));
    return found(await vectorAtTime(parameters, indexed, nowSeconds, asOf.timestampSeconds, []));
  }
  if (asOf.kind === "finalized") {
    return found(await newestFinalVector(parameters, indexed, nowSeconds, asOf));
  }
  const named = await vectorAtBlocks(parameters, indexed, nowSeconds, asOf.numbers);
  if (asOf.digest !== undefined && asOf.digest !== vectorDigest(named.values())) {
    throw superseded(named, asOf.digest);
  }
  const others = await vectorAtTime(parameters, indexed, nowSeconds, evaluationTimeSeconds(named), [
    ...named.keys(),
  ]);
  return found(new Map([...named, ...others].sort(([chainA], [chainB]) => chainA - chainB)));
}

async function vectorAtBlocks(
  parameters: Parameters,
  indexed: BlockVector,
  nowSeconds: number,
  numbers: ReadonlyMap<number, bigint>,
): Promise<BlockVector> {
  for (const [chainId, number] of numbers) {
    if (number > (indexed.get(chainId)?.number ?? -1n)) {
      throw notIndexed(parameters, indexed, nowSeconds);
    }
  }
  const vector = await parameters.blocks.readBlockVector({
    facts: parameters.facts,
    selectors: new Map(
      [...numbers].map(([chainId, number]) => [chainId, { kind: "number", number }]),
    ),
  });
  for (const [chainId, number] of numbers) {
    if (vector.get(chainId)?.number !== number) throw beforeIndex(chainId, `block ${number}`);
  }
  return vector;
}

async function newestFinalVector(
  parameters: Parameters,
  indexed: BlockVector,
  nowSeconds: number,
  { blocks: finalBlocks, hashAt }: FinalBlocks,
): Promise<BlockVector> {
  if (!(await parameters.blocks.readIndexReady(parameters.facts))) {
    throw notIndexed(parameters, indexed, nowSeconds);
  }
  const numbers = new Map(
    [...finalBlocks].map(([chainId, { number }]) => {
      const indexedNumber = indexed.get(chainId)?.number ?? -1n;
      return [chainId, indexedNumber < number ? indexedNumber : number];
    }),
  );
  const vector = await vectorAtBlocks(parameters, indexed, nowSeconds, numbers);
  const final = await Promise.all(
    [...vector].map(async ([chainId, { number }]) => {
      const block = finalBlocks.get(chainId);
      return [
        chainId,
        block?.number === number ? block.hash : await hashAt(chainId, number),
      ] as const;
    }),
  );
  const unknown = final.filter(([, hash]) => hash === null).map(([chainId]) => chainId);
  if (unknown.length > 0) throw finalityUnknown(unknown);
  // An index that has stopped may have stopped at a block that a reorg took away since.
  if (final.some(([chainId, hash]) => vector.get(chainId)?.hash !== hash)) throw reorganising();
  return vector;
}

async function vectorAtTime(
  parameters: Parameters,
  indexed: BlockVector,
  nowSeconds: number,
  timestampSeconds: number,
  exceptChainIds: readonly number[],
): Promise<BlockVector> {
  const chainIds = parameters.chainIds.filter((chainId) => !exceptChainIds.includes(chainId));
  if (chainIds.length === 0) return new Map();
  for (const chainId of chainIds) {
    if (!covers(parameters, indexed, chainId, timestampSeconds)) {
      throw notIndexed(parameters, indexed, nowSeconds);
    }
  }
  const vector = await parameters.blocks.readBlockVector({
    facts: parameters.facts,
    selectors: new Map(chainIds.map((chainId) => [chainId, { kind: "time", timestampSeconds }])),
  });
  for (const chainId of chainIds) {
    if (!vector.has(chainId)) throw beforeIndex(chainId, `time ${timestampSeconds}`);
  }
  return vector;
}

function requirePast(timestampSeconds: number, latestSeconds: number): void {
  if (timestampSeconds <= latestSeconds) return;
  throw new ProblemError({
    status: 400,
    code: "future-time",
    title: "Time in the future",
    detail: `${timestampSeconds} is after the present time ${latestSeconds}.`,
    errors: [{ pointer: "query/at", detail: `At most ${latestSeconds}.` }],
  });
}

/**
 * Whether the newest block at or before a time is settled: the index holds a later block, or holds
 * all that the chain has.
 */
function covers(
  parameters: Parameters,
  indexed: BlockVector,
  chainId: number,
  timestampSeconds: number,
): boolean {
  const block = indexed.get(chainId);
  if (block === undefined) return false;
  if (block.timestampSeconds > timestampSeconds) return true;
  const head = parameters.heads.get(chainId) ?? null;
  return head !== null && block.number >= head.latest.number;
}

function notIndexed(
  parameters: Parameters,
  indexed: BlockVector,
  nowSeconds: number | null,
): ProblemError {
  return new ProblemError({
    status: 503,
    code: "not-indexed",
    title: "Not indexed yet",
    detail: "The index has not reached the moment that is asked for on every chain.",
    extensions: {
      chains: chainProgress({
        chainIds: parameters.chainIds,
        indexed,
        heads: parameters.heads,
        nowSeconds,
      }),
    },
    headers: { "Retry-After": "2" },
  });
}

/** The blocks of these numbers are others now than those that the digest is of. */
function superseded(named: BlockVector, digest: string): ProblemError {
  return new ProblemError({
    status: 410,
    code: "superseded",
    title: "Superseded by a reorg",
    detail: `The blocks whose digest is ${digest} are not part of their chains: answers at them no longer hold.`,
    extensions: { asked: digest, at: vectorId(named.values()) },
  });
}

function beforeIndex(chainId: number, moment: string): ProblemError {
  return new ProblemError({
    status: 404,
    code: "before-index",
    title: "Before the index begins",
    detail: `The index of ${chainCaip2(chainId)} begins after ${moment}.`,
    extensions: { chain: chainCaip2(chainId) },
  });
}
