import type { Abi, Hex } from "viem";

/** Where a library's 20-byte address belongs, by source file and library name: offsets in bytes. */
export type LinkReferences = Record<
  string,
  Record<string, readonly { start: number; length: number }[]>
>;

/**
 * A contract that can be deployed. `bytecode` is creation code; where `linkReferences` is not empty
 * it holds placeholders that `linkBytecode` fills.
 */
export type Artifact = { abi: Abi; bytecode: Hex; linkReferences: LinkReferences };
