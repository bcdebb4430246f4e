import type { Address, Hex } from "viem";

/** What a proof is made of, in the order in which it is checked. */
export const PROOF_STEPS = [
  "message",
  "digest",
  "guardian-set",
  "quorum",
  "order",
  "signatures",
  "in-force",
  "emitter",
  "payload",
  "statement",
  "methodology",
  "validity",
  "leaf",
  "figures",
  "proof",
  "breakdown",
] as const;
export type ProofStepId = (typeof PROOF_STEPS)[number];

/**
 * `warns`: it proves what it says, but a receiver would refuse it now, or something is missing to tell.
 * `unreached`: what it needs has failed before.
 */
export type ProofVerdict = "holds" | "fails" | "warns" | "unreached";

/** Bytes that a step has looked at, or what they were compared with. */
export type LookedAt = { what: string; bytes: Hex | string };

/** One guardian's signature, with whose key made it. */
export type SignatureFinding = {
  guardianIndex: number;
  /** Whom the reader trusts at this place; null outside the set. */
  guardian: Address | null;
  /** Null where the signature is nobody's. */
  signer: Address | null;
  signature: Hex;
  holds: boolean;
};

export type ProofStep = {
  id: ProofStepId;
  verdict: ProofVerdict;
  /** What was found, in a sentence or two. */
  finding: string;
  looked: readonly LookedAt[];
  signatures?: readonly SignatureFinding[];
};

/** A step's outcome before it has a name. */
export type Outcome = Omit<ProofStep, "id">;

/** A step of whose bytes one cannot even be read: the error's sentence is what was found. */
export function judge(id: ProofStepId, find: () => Outcome, looked: readonly LookedAt[] = []) {
  try {
    return { id, ...find() } satisfies ProofStep;
  } catch (error) {
    return { id, verdict: "fails", finding: sentence(error), looked } satisfies ProofStep;
  }
}

/** Steps that cannot be taken because of one before. */
export function unreached(ids: readonly ProofStepId[], because: string): ProofStep[] {
  return ids.map((id) => ({ id, verdict: "unreached", finding: because, looked: [] }));
}

/** What an error says, without the remedies of a library. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message.split("\n")[0]! : String(error);
}
