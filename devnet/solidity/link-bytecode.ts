import { type Address, type Hex, isAddress } from "viem";
import { BallastError } from "../../src/core/ballast-error.ts";
import type { Artifact } from "./artifact.ts";

/**
 * Creation code with its libraries' addresses in place of the compiler's placeholders.
 * `libraries` maps a library's name, or `file:Name` where two share a name, to where it is deployed.
 * @throws BallastError `library-missing` naming the library that has no address.
 */
export function linkBytecode(parameters: {
  artifact: Pick<Artifact, "bytecode" | "linkReferences">;
  libraries: Readonly<Record<string, Address>>;
}): Hex {
  const { artifact, libraries } = parameters;
  let bytecode = artifact.bytecode.slice(2);
  for (const [file, references] of Object.entries(artifact.linkReferences)) {
    for (const [name, positions] of Object.entries(references)) {
      const library = libraries[`${file}:${name}`] ?? libraries[name];
      if (library === undefined || !isAddress(library, { strict: false })) {
        throw new BallastError(`The library ${file}:${name} has no address (${library}).`, {
          code: "library-missing",
          remedy: "Deploy it first and name it in `libraries`.",
        });
      }
      const digits = library.slice(2).toLowerCase();
      for (const { start, length } of positions) {
        if (length !== 20) throw new RangeError(`A link reference has ${length} bytes, not 20.`);
        bytecode = bytecode.slice(0, start * 2) + digits + bytecode.slice((start + length) * 2);
      }
    }
  }
  return `0x${bytecode}`;
}
