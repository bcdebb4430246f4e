import { type Address, hexToBytes } from "viem";
import type { Vaa } from "./parse-vaa.ts";
import type { RecoverAddress } from "./recover-address-portable.ts";

/** The guardians of one set, in order, as the core contract of a chain states it. */
export type GuardianSet = {
  index: number;
  addresses: readonly Address[];
  /** When the set stops to be accepted; 0 for the current set. */
  expirationTimeSeconds: number;
};

/** Signatures that a set of this size must give: ⌊2·size/3⌋ + 1 (wormhole Messages.sol `quorum`). */
export function guardianQuorum(size: number): number {
  return Math.floor((size * 2) / 3) + 1;
}

/** One rule with why it does not hold; null where it does. */
export type VaaCheck =
  | { rule: "guardian-set" | "in-force" | "quorum" | "order"; problem: string | null }
  | {
      rule: "signature";
      guardianIndex: number;
      /** Whose key signed; null where the signature is nobody's. */
      signer: Address | null;
      problem: string | null;
    };

/**
 * The rules of the core contract (Messages.sol `verifyVMInternal`) one after the other, each judged when
 * it is asked for: the named set, not empty; not expired at the time given; a quorum; guardian indexes
 * strictly ascending and inside the set; then every signature, by the guardian at its index. Whoever
 * relies on the VAA needs all of them.
 */
export function* checkVaa(parameters: {
  vaa: Vaa;
  guardianSet: GuardianSet;
  nowSeconds: number;
  /** Signatures that are needed, where the signers have a rule of their own. */
  quorum?: number | undefined;
  recover: RecoverAddress;
}): Generator<VaaCheck, void, undefined> {
  const { vaa, guardianSet, nowSeconds, recover } = parameters;
  const { addresses, expirationTimeSeconds, index } = guardianSet;
  const size = addresses.length;
  yield { rule: "guardian-set", problem: guardianSetProblem(vaa, guardianSet) };
  yield {
    rule: "in-force",
    problem:
      expirationTimeSeconds !== 0 && expirationTimeSeconds < nowSeconds
        ? `Guardian set ${index} expired at ${expirationTimeSeconds}.`
        : null,
  };
  const quorum = parameters.quorum ?? guardianQuorum(size);
  yield {
    rule: "quorum",
    problem:
      vaa.signatures.length < quorum
        ? `The VAA has ${vaa.signatures.length} signatures: ${quorum} of ${size} are needed.`
        : null,
  };
  yield { rule: "order", problem: orderProblem(vaa, size) };
  const digest = hexToBytes(vaa.digest);
  for (const { guardianIndex, signature, recovery } of vaa.signatures) {
    const guardian = addresses[guardianIndex];
    const signer = recover({ digest, signature, recovery });
    const problem =
      guardian === undefined
        ? outsideProblem(guardianIndex, size)
        : signer === guardian.toLowerCase()
          ? null
          : `The signature of guardian ${guardianIndex} is not by ${guardian}.`;
    yield { rule: "signature", guardianIndex, signer, problem };
  }
}

function guardianSetProblem(vaa: Vaa, { index, addresses }: GuardianSet): string | null {
  if (vaa.guardianSetIndex !== index) {
    return `The VAA names guardian set ${vaa.guardianSetIndex}, but set ${index} was given.`;
  }
  return addresses.length === 0 ? `Guardian set ${index} is empty.` : null;
}

function orderProblem({ signatures }: Vaa, size: number): string | null {
  let previous = -1;
  for (const { guardianIndex } of signatures) {
    if (guardianIndex <= previous) {
      return `Guardian index ${guardianIndex} does not ascend after ${previous}.`;
    }
    if (guardianIndex >= size) return outsideProblem(guardianIndex, size);
    previous = guardianIndex;
  }
  return null;
}

function outsideProblem(guardianIndex: number, size: number): string {
  return `Guardian index ${guardianIndex} is outside a set of ${size}.`;
}
