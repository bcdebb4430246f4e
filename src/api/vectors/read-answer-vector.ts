import type { FactsReader } from "../../core/facts-reader.ts";
import type { AppDependencies } from "../app-dependencies.ts";
import type { ChainHead } from "../chains/create-chain-heads.ts";
import { ProblemError } from "../errors/problem-error.ts";
import { requireKnownChains } from "../parameters/require-known-chains.ts";
import type { AsOf } from "./parse-as-of.ts";
import { requireFresh } from "./require-fresh.ts";
import { type ResolvedVector, resolveBlockVector } from "./resolve-block-vector.ts";

/** What a caller says about the moment of an answer: the parameters `at` and `maxAgeSeconds`. */
export type AnswerMoment = { at?: AsOf | undefined; maxAgeSeconds?: number | undefined };

/** @throws ProblemError 400 `unknown-chain`, `conflicting-parameters`. */
export function requirePossibleMoment(
  { network }: Pick<AppDependencies, "network">,
  moment: AnswerMoment,
): void {
  if (moment.at?.kind === "blocks")
    requireKnownChains(network, moment.at.numbers.keys(), "query/at");
  if (moment.at === undefined || moment.maxAgeSeconds === undefined) return;
  throw new ProblemError({
    status: 400,
    code: "conflicting-parameters",
    title: "Conflicting parameters",
    detail: "maxAgeSeconds limits answers about the present; at asks for the past.",
    errors: [{ pointer: "query/maxAgeSeconds", detail: "Leave it out with at." }],
  });
}

/**
 * The block vector of an answer over all chains of the network, not older on `freshChainIds` than
 * the caller, or else the operator, accepts.
 * @throws ProblemError as {@link resolveBlockVector} and {@link requireFresh}.
 */
export async function readAnswerVector(parameters: {
  dependencies: Pick<AppDependencies, "network" | "blocks" | "clock" | "maximumAgeSeconds">;
  facts: FactsReader;
  moment: AnswerMoment;
  freshChainIds: readonly number[];
  heads: ReadonlyMap<number, ChainHead | null>;
}): Promise<ResolvedVector> {
  const { dependencies, facts, moment, freshChainIds, heads } = parameters;
  const resolved = await resolveBlockVector({
    facts,
    blocks: dependencies.blocks,
    chainIds: dependencies.network.chains.map((chain) => chain.chainId),
    asOf: moment.at ?? { kind: "newest" },
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
  return resolved;
}
