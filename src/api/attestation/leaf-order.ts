import type { Leaf } from "./leaf.ts";
import { malformed } from "./packed-bytes.ts";

/** The order of leaves in a tree: by namespace, then by account. Negative where a comes first. */
export function compareLeaves(
  a: Pick<Leaf, "namespace" | "account">,
  b: Pick<Leaf, "namespace" | "account">,
): number {
  if (a.namespace !== b.namespace) return a.namespace - b.namespace;
  const left = a.account.toLowerCase();
  const right = b.account.toLowerCase();
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * Strictly ascending order means that no account is listed twice, and that two neighbours prove the
 * absence of every account between them.
 * @throws BallastError `attestation-malformed` that names the first leaf out of order.
 */
export function requireStrictOrder(leaves: readonly Leaf[]): void {
  leaves.forEach((leaf, index) => {
    const previous = leaves[index - 1];
    if (previous !== undefined && compareLeaves(previous, leaf) >= 0) {
      throw malformed(
        `leaves[${index}] (namespace ${leaf.namespace}, account ${leaf.account}) is not above its predecessor.`,
      );
    }
  });
}
