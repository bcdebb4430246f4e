import type { Hex } from "viem";

/**
 * A registered methodology and from where on it is in force: from a block of the network's first chain,
 * or (null) from the beginning. Sequence numbers ascend in the order of registration.
 */
export type MethodologyVersion = {
  sequence: number;
  hash: Hex;
  activationBlockNumber: bigint | null;
};

/**
 * The version in force at a block of the network's first chain: the one registered last of those that
 * are active there. Null where none is.
 */
export function versionAt(
  versions: readonly MethodologyVersion[],
  blockNumber: bigint,
): MethodologyVersion | null {
  let found: MethodologyVersion | null = null;
  for (const version of versions) {
    const { sequence, activationBlockNumber } = version;
    if (activationBlockNumber !== null && activationBlockNumber > blockNumber) continue;
    if (found === null || sequence > found.sequence) found = version;
  }
  return found;
}
