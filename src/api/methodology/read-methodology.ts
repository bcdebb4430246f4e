import type { Network } from "../../../config/network.ts";
import { BallastError } from "../../core/ballast-error.ts";
import { hashMethodology } from "./hash-methodology.ts";
import { lintMethodology } from "./lint-methodology.ts";
import type { HashedMethodology } from "./methodology.ts";
import { methodologyOf } from "./methodology-of.ts";

/**
 * The methodology in force on a network, checked and hashed.
 * @throws BallastError `methodology` that lists everything that does not hold together.
 */
export function readMethodology(network: Network): HashedMethodology {
  const methodology = methodologyOf(network);
  const problems = lintMethodology(methodology);
  if (problems.length > 0) {
    throw new BallastError(
      `The methodology ${methodology.version} does not hold together. ${problems.join(" ")}`,
      { code: "methodology" },
    );
  }
  return { ...methodology, hash: hashMethodology(methodology) };
}
