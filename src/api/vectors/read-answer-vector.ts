import type { FactsReader } from "../../core/facts-reader.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { ChainHead, ChainHeads, HeadBlock } from "../chains/create-chain-heads.ts";
import { finalityUnknown } from "../errors/finality-unknown.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { requireKnownChains } from "../parameters/require-known-chains.ts";
import type { AsOf } from "./parse-as-of.ts";
import { requireFresh } from "./require-fresh.ts";
import {
  type FinalBlocks,
  type ResolvedVector,
  resolveBlockVector,
} from "./resolve-block-vector.ts";

/** What a caller says about the moment of an answer: the parameters `at`, `maxAgeSeconds` and `finality`. */
export type AnswerMoment = {
  at?: AsOf | undefined;
  maxAgeSeconds?: number | undefined;
  finality?: "latest" | "finalized" | undefined;
};

/** What an answer about the present says of it beside the vector: it changes later, and no past answer has it. */
export type Present = {
  nowSeconds: number;
  heads: ReadonlyMap<number, ChainHead | null>;
};

export type AnswerVector = ResolvedVector & { present: Present | null };

/** @throws ProblemError 400 `unknown-chain`, `conflicting-parameters`. */
export function requirePossibleMoment(
  { network }: Pick<AppDependencies, "network">,
  moment: AnswerMoment,
): void {
  if (moment.at?.kind === "blocks")
    requireKnownChains(network, moment.at.numbers.keys(), "query/at");
  if (moment.at === undefined) return;
  for (const name of ["maxAgeSeconds", "finality"] as const) {
    if (moment[name] === undefined) continue;
    throw new ProblemError({
      status: 400,
      code: "conflicting-parameters",
      title: "Conflicting parameters",
      detail: `${name} limits answers about the present; at asks for the past.`,
      errors: [{ pointer: `query/${name}`, detail: "Leave it out with at." }],
    });
  }
}

/**
 * The block vector of an answer over all chains of the network, not older on `freshChainIds` than
 * the caller, or else the operator, accepts.
 * @throws ProblemError as {@link resolveBlockVector} and {@link requireFresh}.
 */
export async function readAnswerVector(parameters: {
  dependencies: Pick<
    AppDependencies,
    "network" | "blocks" | "clock" | "maximumAgeSeconds" | "heads"
  >;
  facts: FactsReader;
  moment: AnswerMoment;
  freshChainIds: readonly number[];
  heads: ReadonlyMap<number, ChainHead | null>;
}): Promise<AnswerVector> {
  const { dependencies, facts, moment, freshChainIds, heads } = parameters;
  const resolved = await resolveBlockVector({
    facts,
    blocks: dependencies.blocks,
    chainIds: dependencies.network.chains.map((chain) => chain.chainId),
    asOf:
      moment.at ??
      (moment.finality === "finalized"
        ? newestFinal(dependencies.heads, heads)
        : { kind: "newest" }),
    heads,
    clock: dependencies.clock,
  });
  const maximumAgeSeconds = moment.maxAgeSeconds ?? dependencies.maximumAgeSeconds;
  if (moment.at === undefined && maximumAgeSeconds !== undefined) {
    requireFresh({
      vector: resolved.vector,
      chainIds: freshChainIds,
      heads,
      nowSeconds: resolved.nowSeconds,
      maximumAgeSeconds,
    });
  }
  const present = moment.at === undefined ? { nowSeconds: resolved.nowSeconds, heads } : null;
  return { ...resolved, present };
}

/** @throws ProblemError 503 `finality-unknown` where a node does not say what is final. */
function newestFinal(
  { hashAt }: ChainHeads,
  heads: ReadonlyMap<number, ChainHead | null>,
): FinalBlocks {
  const blocks = new Map<number, HeadBlock>();
  for (const [chainId, head] of heads) {
    if (head !== null && head.finalized !== null) blocks.set(chainId, head.finalized);
  }
  const unknown = [...heads.keys()].filter((chainId) => !blocks.has(chainId));
  if (unknown.length > 0) throw finalityUnknown(unknown);
  return { kind: "finalized", blocks, hashAt };
}
