import type { Hex } from "viem";
import { BallastError } from "../../core/ballast-error.ts";
import { hashMethodology } from "./hash-methodology.ts";
import { lintMethodology } from "./lint-methodology.ts";
import type { HashedMethodology, Methodology } from "./methodology.ts";

/**
 * A methodology from its canonical text. By the project's naming every bigint in it, and nothing else,
 * is under a key that ends in `Wad`.
 * @param feedKinds Kinds of feeds that this release can read.
 * @throws BallastError `methodology-unreadable` where the text is not what the hash names, or has what
 * this release does not know.
 */
export function parseMethodology(parameters: {
  text: string;
  hash: Hex;
  feedKinds: ReadonlySet<string>;
}): HashedMethodology {
  const { text, hash, feedKinds } = parameters;
  const methodology: Methodology = JSON.parse(text, (key, value) =>
    key.endsWith("Wad") && typeof value === "string" ? BigInt(value) : value,
  );
  const problems =
    hashMethodology(methodology) === hash
      ? [
          ...lintMethodology(methodology),
          ...methodology.prices
            .flatMap(({ feeds }) => feeds)
            .filter(({ source }) => !feedKinds.has(source.kind))
            .map(({ id, source }) => `Feed ${id} is of an unknown kind ${source.kind}.`),
        ]
      : ["Its text has another hash."];
  if (problems.length === 0) return { ...methodology, hash };
  throw new BallastError(
    `The registered methodology ${hash} cannot be used by this release. ${problems.join(" ")}`,
    {
      code: "methodology-unreadable",
      remedy: "Run the release that registered it, or a later one.",
    },
  );
}
