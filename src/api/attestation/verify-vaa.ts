import { type Address, hexToBytes } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import { parseVaa, type Vaa } from "./parse-vaa.ts";
import { type RecoverAddress, recoverAddress } from "./recover-address.ts";

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

/**
 * Parses a VAA and checks it by the rules of the core contract (Messages.sol `verifyVMInternal`):
 * the named set, not empty and not expired at the time given; a quorum; guardian indexes strictly
 * ascending and inside the set; every signature by the guardian at its index.
 * @throws BallastError `vaa-malformed` or `vaa-unverified`, with the rule that failed.
 */
export function verifyVaa(parameters: {
  bytes: Uint8Array;
  guardianSet: GuardianSet;
  nowSeconds: number;
  /** Signatures that are needed, where the signers have a rule of their own. */
  quorum?: number;
  recover?: RecoverAddress;
}): Vaa {
  const { guardianSet, nowSeconds, recover = recoverAddress } = parameters;
  const vaa = parseVaa(parameters.bytes);
  if (vaa.guardianSetIndex !== guardianSet.index) {
    throw unverified(
      `The VAA names guardian set ${vaa.guardianSetIndex}, but set ${guardianSet.index} was given.`,
    );
  }
  const size = guardianSet.addresses.length;
  if (size === 0) throw unverified(`Guardian set ${guardianSet.index} is empty.`);
  if (guardianSet.expirationTimeSeconds !== 0 && guardianSet.expirationTimeSeconds < nowSeconds) {
    throw unverified(
      `Guardian set ${guardianSet.index} expired at ${guardianSet.expirationTimeSeconds}.`,
    );
  }
  const quorum = parameters.quorum ?? guardianQuorum(size);
  if (vaa.signatures.length < quorum) {
    throw unverified(
      `The VAA has ${vaa.signatures.length} signatures: ${quorum} of ${size} are needed.`,
    );
  }
  const digest = hexToBytes(vaa.digest);
  let previous = -1;
  for (const { guardianIndex, signature, recovery } of vaa.signatures) {
    if (guardianIndex <= previous) {
      throw unverified(`Guardian index ${guardianIndex} does not ascend after ${previous}.`);
    }
    previous = guardianIndex;
    const guardian = guardianSet.addresses[guardianIndex];
    if (guardian === undefined) {
      throw unverified(`Guardian index ${guardianIndex} is outside a set of ${size}.`);
    }
    if (recover({ digest, signature, recovery }) !== guardian.toLowerCase()) {
      throw unverified(`The signature of guardian ${guardianIndex} is not by ${guardian}.`);
    }
  }
  return vaa;
}

function unverified(message: string): BallastError {
  return new BallastError(message, { code: "vaa-unverified" });
}
