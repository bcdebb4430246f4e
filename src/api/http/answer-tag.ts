import { hash } from "node:crypto";
import type { BlockVector } from "../../core/block-vector.ts";
import type { OpenMismatch } from "../parity/open-mismatch.ts";
import type { Present } from "../vectors/read-answer-vector.ts";
import { vectorId } from "../vectors/vector-id.ts";

/** What the body of an answer depends on, beside the request and the release. */
export type AnswerBasis = {
  vector: BlockVector;
  methodology?: { hash: string } | undefined;
  /** Null for an answer that has nothing of the present: no age, clock, lag or finality. */
  present: Present | null;
  /** That mark the answer, where it is one that they can mark: they come and go at the same vector. */
  mismatches?: readonly OpenMismatch[];
  /** Whatever else it depends on. */
  more?: unknown;
};

const TAG_CHARACTERS = 22;

/**
 * The entity tag of an answer before it is worked out: a digest of everything that its body depends on.
 * Weak, for the same answer may come compressed. Ages, lag and finality are functions of the second
 * that they are measured at and of the heads that they are measured against, which are part of it.
 */
export function answerTag(parameters: {
  release: string;
  /** Path, query and what `Accept` says. */
  request: string;
  basis: AnswerBasis;
}): string {
  const { vector, methodology, present, mismatches = [], more = null } = parameters.basis;
  const text = JSON.stringify(
    [
      parameters.release,
      parameters.request,
      vectorId(vector.values()),
      methodology?.hash ?? null,
      present === null ? null : [present.nowSeconds, ...headsOf(vector, present)],
      mismatches,
      more,
    ],
    (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value),
  );
  return `W/"${hash("sha256", text, "base64url").slice(0, TAG_CHARACTERS)}"`;
}

/** What lag and finality of the vector's blocks are measured against. */
function headsOf(vector: BlockVector, { heads }: Present): unknown[] {
  return [...vector.keys()].map((chainId) => {
    const head = heads.get(chainId) ?? null;
    if (head === null) return null;
    const { latest, safe, finalized } = head;
    return [
      latest.number,
      latest.timestampSeconds,
      safe?.number ?? null,
      finalized?.number ?? null,
    ];
  });
}
